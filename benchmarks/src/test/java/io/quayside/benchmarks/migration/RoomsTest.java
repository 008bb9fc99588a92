package io.quayside.benchmarks.migration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.plugin.PluginProvider;
import io.quayside.core.discovery.Providers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All four rooms do the same, over real sockets. */
@Timeout(60)
class RoomsTest {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final long PATIENCE_NANOS = 1_000_000L * PATIENCE_MILLIS;
    private static final String CALL = "?";

    @TempDir
    Path directory;

    /** Somebody in a room. */
    private static final class Guest implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;

        Guest(RoomServer room) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), room.port());
            socket.setSoTimeout(PATIENCE_MILLIS);
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        }

        void say(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(UTF_8));
        }

        /** The next line, after those that only ask who is there. */
        String hear() throws IOException {
            String line = lines.readLine();
            while (CALL.equals(line)) {
                line = lines.readLine();
            }
            return line;
        }

        /** Calls until another one hears it: both are in the room then. */
        void call(Guest other) throws IOException {
            long start = System.nanoTime();
            while (!other.lines.ready()) {
                assertTrue(System.nanoTime() - start < PATIENCE_NANOS, "nobody hears the call");
                say(CALL + "\n");
                LockSupport.parkNanos(1_000_000);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void netty() throws Exception {
        try (RoomServer room = NettyRoom.open()) {
            talk(room);
        }
    }

    @Test
    void mina() throws Exception {
        try (RoomServer room = MinaRoom.open()) {
            talk(room);
        }
    }

    @Test
    void smartSocket() throws Exception {
        try (RoomServer room = SmartSocketRoom.open()) {
            talk(room);
        }
    }

    @Test
    void quayside() throws Exception {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(PluginProvider.class.getName()), QuaysideRoomProvider.class.getName());
        URL[] shown = {directory.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(shown, getClass().getClassLoader());
                RoomServer room = QuaysideRoomProvider.open(Providers.withPlugins(List.of(loader)))) {
            talk(room);
        }
    }

    private static void talk(RoomServer room) throws IOException {
        try (Guest ann = new Guest(room);
                Guest bob = new Guest(room);
                Guest cid = new Guest(room)) {
            bob.call(ann);
            ann.call(cid);
            bob.say("hel");
            bob.say("lo\nand good-bye\n");
            for (Guest other : List.of(ann, cid)) {
                assertEquals("hello", other.hear());
                assertEquals("and good-bye", other.hear());
            }
            ann.say("good-bye, Bob\n");
            assertEquals("good-bye, Bob", bob.hear(), "what Bob hears first, who doesn't hear himself");
        }
    }
}
