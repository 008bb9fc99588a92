package io.quayside.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The archive, unpacked away from the sources, as its users run it. */
class DistributionTest {
    @TempDir
    static Path directory;

    private static Installation installed;

    @BeforeAll
    static void unpack() throws IOException {
        installed = Installation.unpackedIn(directory);
    }

    /** The server on ports that the system picks. */
    private static Command serve(String transport) throws IOException {
        return installed.command(
                "serve",
                "--set",
                "transport=" + transport,
                "--set",
                "quayside.endpoints.echo-frames.listen=\"127.0.0.1:0\"",
                "--set",
                "quayside.endpoints.echo-lines.listen=\"127.0.0.1:0\"",
                "--set",
                "quayside.endpoints.chat.listen=\"127.0.0.1:0\"");
    }

    @ParameterizedTest
    @MethodSource("io.quayside.tests.OverEachTransport#available")
    void servesEchoAndChatAndStopsInOrder(String transport) throws Exception {
        try (Command server = serve(transport)) {
            Map<String, Integer> ports = Installation.ports(server, 3);
            server.await("ready in \\d+ ms");

            byte[] payload = new byte[70_000];
            payload[69_999] = 1;
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports.get("echo-frames"))) {
                Frames.write(socket.getOutputStream(), payload);
                assertArrayEquals(payload, Frames.read(socket.getInputStream()));
            }
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports.get("echo-lines"))) {
                socket.getOutputStream().write("hello\n".getBytes(UTF_8));
                assertArrayEquals(
                        "hello\n".getBytes(UTF_8), socket.getInputStream().readNBytes(6));
            }
            twoTerminalsTalk("127.0.0.1:" + ports.get("chat"));

            server.terminate();
            server.await("stopped in .* drained, none cut off");
            assertEquals(0, server.exitCode());
        }
    }

    private static void twoTerminalsTalk(String address) throws Exception {
        try (Command ann = installed.command("chat", address, "--user", "ann", "--name", "Ann");
                Command bob = installed.command("chat", address, "--user", "bob", "--name", "Bob")) {
            ann.await("ann");
            bob.await("bob");
            ann.type("/group create team");
            ann.await("team");
            bob.type("/group join team");
            ann.await("bob .*joined #team");
            ann.type("/msg bob a private word");
            bob.await("ann .*: a private word");
            bob.type("/msg #team hello everybody");
            ann.await("#team bob .*: hello everybody");
            bob.type("/quit");
            assertEquals(0, bob.exitCode());
            ann.await("bob .*left #team");
            ann.endInput();
            assertEquals(0, ann.exitCode());
        }
    }

    @Test
    void aPortInUseIsOneLineAndExitCode2() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Command server = installed.command(
                        "serve",
                        "--set",
                        "quayside.endpoints.echo-frames.listen=\"127.0.0.1:" + taken.getLocalPort() + "\"",
                        "--set",
                        "quayside.endpoints.echo-lines.listen=\"127.0.0.1:0\"",
                        "--set",
                        "quayside.endpoints.chat.listen=\"127.0.0.1:0\"")) {
            assertEquals(2, server.exitCode());
            assertOneErrorLine(server, "QS-301", "127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void aMissingPluginIsOneLineAndExitCode2() throws Exception {
        try (Command check = installed.command("check", "--set", "quayside.endpoints.chat.plugin=chess")) {
            assertEquals(2, check.exitCode());
            assertOneErrorLine(check, "QS-102", "chess");
        }
    }

    @Test
    void theShippedConfigurationPassesAndListShowsWhatThereIs() throws Exception {
        try (Command check = installed.command("check");
                Command list = installed.command("list")) {
            assertEquals(0, check.exitCode(), () -> "check failed");
            String listed = String.join("\n", list.output());
            for (String id : List.of("nio2", "bytes", "lines", "protobuf", "slab", "standard", "echo", "chat")) {
                assertTrue(listed.contains(id), () -> id + " is not in " + listed);
            }
        }
        assertTrue(Files.exists(installed.home().resolve("licences/Apache-2.0.txt")));
    }

    private static void assertOneErrorLine(Command command, String... parts) throws InterruptedException {
        List<String> errors = command.output().stream()
                .filter(line -> line.startsWith("quayside:"))
                .toList();
        assertEquals(1, errors.size(), () -> "one line, not " + errors);
        for (String part : parts) {
            assertTrue(errors.get(0).contains(part), () -> part + " is not in " + errors);
        }
    }
}
