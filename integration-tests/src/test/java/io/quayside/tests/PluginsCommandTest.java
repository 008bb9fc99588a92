package io.quayside.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plugins list} and {@code plugins reload} against a server of the unpacked archive. */
class PluginsCommandTest {
    @TempDir
    static Path directory;

    private static Installation installed;
    private static VersionedPlugin plugin;
    private static Path jar;

    @BeforeAll
    static void unpack() throws IOException {
        installed = Installation.unpackedIn(Files.createDirectory(directory.resolve("i")));
        plugin = new VersionedPlugin(directory.resolve("project"), false);
        jar = installed.home().resolve("plugins").resolve("versioned.jar");
        Files.writeString(
                installed.home().resolve("conf").resolve("quayside.conf"), """
                    quayside.endpoints.versioned {
                      listen = "127.0.0.1:0"
                      plugin = versioned
                      settings { diary = "%s" }
                    }
                    """.formatted(directory.resolve("diary")));
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static String ask(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        return String.valueOf(reader(socket).readLine());
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void expect(int status, String output, String... arguments) throws Exception {
        try (Command command = installed.command(arguments)) {
            List<String> lines = command.output();
            assertTrue(lines.stream().anyMatch(line -> line.matches(output)), () -> output + " is not in " + lines);
            assertEquals(status, command.exitCode());
        }
    }

    @Test
    void aPluginIsReplacedWhileTheServerRuns() throws Exception {
        plugin.jar("1", jar);
        Path socket = installed.home().resolve("run").resolve("admin.sock");
        try (Command server = installed.command("serve")) {
            int port = Installation.ports(server, 1).get("versioned");
            server.await("ready in \\d+ ms");
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())));
            expect(0, "\\s*versioned +plugin versioned +endpoints versioned\\s*", "plugins", "list");
            expect(
                    2,
                    "quayside: QS-404: there is no plugin nothing to reload; loaded are: .*",
                    "plugins",
                    "reload",
                    "nothing");
            expect(
                    2,
                    "quayside: QS-406: another server has the admin socket .*",
                    "serve",
                    "--set",
                    "admin.socket=" + socket);
            try (Socket before = connect(port)) {
                assertEquals("1 hello", ask(before, "hello"));
                plugin.jar("2", jar);
                Thread leaving = new Thread(() -> leave(before));
                leaving.start();
                expect(
                        0,
                        "the plugin versioned is reloaded in \\d+ ms: endpoints versioned, 1 session drained, 0 cut"
                                + " off",
                        "plugins",
                        "reload",
                        "versioned");
                leaving.join();
            }
            try (Socket after = connect(port)) {
                assertEquals("2 hello", ask(after, "hello"));
                plugin.jar("unstartable", jar);
                expect(
                        1,
                        "quayside: QS-414: the plugin versioned.jar was not reloaded, and goes on as it was: QS-302:"
                                + " .*",
                        "plugins",
                        "reload",
                        "versioned.jar");
                assertEquals("2 still", ask(after, "still"));
            }
            Files.delete(jar);
            expect(
                    1,
                    "quayside: QS-414: .* goes on as it was: QS-403: cannot read .*versioned.jar.*",
                    "plugins",
                    "reload",
                    "versioned");
            server.terminate();
            server.await("stopped in .*");
            assertEquals(0, server.exitCode());
        }
        assertFalse(Files.exists(socket));
        expect(1, "quayside: QS-413: no answer from a server at .*", "plugins", "list");
        expect(1, "quayside: QS-413: the server has no admin socket.*", "plugins", "list", "--set", "admin.socket=");
    }

    private static void leave(Socket socket) {
        try {
            assertNull(reader(socket).readLine());
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
