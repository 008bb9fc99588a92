package io.quayside.distribution.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.QuaysideException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AdminSocketTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void choose() {
        path = directory.resolve("run").resolve("a.sock");
    }

    private AdminSocket open() {
        return AdminSocket.open(path, line -> new AdminAnswer(line.length() % 3, List.of(line, "two\nlines")));
    }

    private AdminAnswer ask(String line) {
        return AdminClient.ask(path, line, PATIENCE);
    }

    @Test
    void answersWithLinesAndAStatus() {
        try (AdminSocket socket = open()) {
            assertEquals(path, socket.path());
            assertEquals(new AdminAnswer(2, List.of("exit 7 é", "two lines")), ask("exit 7 é"));
            assertEquals(new AdminAnswer(0, List.of("", "two lines")), ask(""));
        }
        assertFalse(Files.exists(path));
    }

    @Test
    void whoAsksNothingKeepsNobodyFromAsking() throws IOException {
        try (AdminSocket socket = open();
                SocketChannel silent = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.connect(UnixDomainSocketAddress.of(socket.path()));
            silent.write(ByteBuffer.wrap(new byte[] {'x'}));
            assertEquals(List.of("abc", "two lines"), ask("abc").lines());
        }
    }

    @Test
    void aRequestWithoutEndIsNotReadForEver() throws IOException {
        try (AdminSocket socket = open()) {
            QuaysideException given = assertThrows(QuaysideException.class, () -> ask("x".repeat(100_000)));
            assertEquals("QS-413", given.code());
            assertEquals(List.of("abc", "two lines"), ask("abc").lines());
            assertEquals(path, socket.path());
        }
    }

    @Test
    void whatAServerHasLeftBehindIsReplaced() throws IOException {
        Files.createDirectories(path.getParent());
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path));
        }
        assertTrue(Files.exists(path), "a closed socket leaves its file");
        try (AdminSocket socket = open()) {
            assertEquals(path, socket.path());
            assertEquals(List.of("abc", "two lines"), ask("abc").lines());
        }
    }

    @Test
    @SuppressWarnings("try") // to close it twice is what this is about
    void anotherServersIsLeftAlone() {
        try (AdminSocket first = open()) {
            QuaysideException refused = assertThrows(QuaysideException.class, this::open);
            assertEquals("QS-406", refused.code());
            assertTrue(String.valueOf(refused.getMessage()).startsWith("another server has the admin socket " + path));
            assertEquals(List.of("abc", "two lines"), ask("abc").lines());
            first.close();
            try (AdminSocket second = open()) {
                first.close();
                assertTrue(Files.exists(second.path()), "closing twice takes another's away");
            }
        }
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "notes");
        assertEquals("QS-406", assertThrows(QuaysideException.class, this::open).code());
        assertEquals("notes", Files.readString(path));
    }

    @Test
    void whereItCannotBeOpenedTheErrorSaysSo() {
        path = directory.resolve("x".repeat(120)).resolve("a.sock");
        QuaysideException refused = assertThrows(QuaysideException.class, this::open);
        assertEquals("QS-406", refused.code());
        assertTrue(String.valueOf(refused.getMessage()).contains("set admin.socket"), refused::toString);
    }

    @Test
    void whereNobodyAnswersThatIsSaid() {
        QuaysideException nobody = assertThrows(QuaysideException.class, () -> ask("abc"));
        assertEquals("QS-413", nobody.code());
        assertTrue(String.valueOf(nobody.getMessage()).endsWith("; is it running?"), nobody::toString);
    }
}
