package io.quayside.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The example of a distribution of one's own, copied out of the tree: it builds, and serves with the Java that it brings. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the start script is that of a POSIX shell")
@ResourceLock("Maven")
class CustomDistributionTest {
    private static final Path EXAMPLE = Desk.SOURCES.resolve("examples/custom-distribution");
    private static final int PATIENCE_MILLIS = 60_000;

    /** A JAVA_HOME that isn't there stops the start script, unless it has found a Java before. */
    private static final String SERVE = """
            export JAVA_HOME=/nowhere QUAYSIDE_CACHE=none
            harbour-1.0/bin/harbour serve --set endpoints.berths.listen=127.0.0.1:0 --set endpoints.echo.listen=127.0.0.1:0
            """;

    @TempDir
    Path home;

    @Test
    void itBuildsAndServesWithItsOwnJava() throws Exception {
        copy(EXAMPLE, home.resolve("harbour"));
        try (Desk desk = new Desk(home)) {
            Terminal terminal = desk.terminal("build", desk.home());
            terminal.start("cd harbour\nmvn -q package -Pruntime\ncd ..\ntar xzf harbour/target/harbour-1.0.tar.gz\n");
            terminal.finish();
            assertItIsWhatItWasMadeOf(home.resolve("harbour-1.0"));

            terminal.start("harbour-1.0/bin/harbour --help\n");
            String help = String.join("\n", terminal.finish());
            assertTrue(help.contains("Usage: harbour") && help.contains("harbour serve"), help);
            assertFalse(help.contains("Talks to a chat"), help);
            assertFalse(help.contains("Measures an echo"), help);

            Terminal serving = desk.terminal("serving", desk.home());
            serving.start(SERVE);
            List<String> started = serving.finishAt("ready in");
            assertEquals("welcome", ask(port(started, "berths"), "dock"));
            assertEquals("hello", ask(port(started, "echo"), "hello"));
        }
    }

    private static void assertItIsWhatItWasMadeOf(Path unpacked) throws IOException {
        List<String> libraries = names(unpacked.resolve("lib"));
        assertTrue(libraries.contains("harbour-1.0.jar"), libraries::toString);
        assertTrue(
                libraries.stream().noneMatch(jar -> jar.matches("protobuf.*|.*-chat.*|jline.*|.*-load-.*")),
                libraries::toString);
        assertTrue(libraries.stream().noneMatch(jar -> jar.contains("echo")), libraries::toString);
        List<String> plugins = names(unpacked.resolve("plugins"));
        assertTrue(plugins.size() == 1 && plugins.get(0).startsWith("quayside-plugin-echo"), plugins::toString);
        assertTrue(Files.isExecutable(unpacked.resolve("runtime/bin/java")));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static int port(List<String> started, String endpoint) {
        Matcher line =
                Pattern.compile(" " + endpoint + " +127\\.0\\.0\\.1:(\\d+) ").matcher(String.join("\n", started));
        assertTrue(line.find(), started::toString);
        return Integer.parseInt(line.group(1));
    }

    private static String ask(int port, String line) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write((line + "\n").getBytes(UTF_8));
            out.flush();
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each :
                    all.filter(file -> !file.startsWith(from.resolve("target"))).toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }
}
