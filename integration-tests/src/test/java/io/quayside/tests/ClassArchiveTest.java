package io.quayside.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The class archive of {@code serve}: it is made, it is used, and nobody hears of it, also where it cannot be made. */
@DisabledOnOs(OS.WINDOWS)
@EnabledForJreRange(maxVersion = 25) // the newest for which the start script has archives
class ClassArchiveTest {
    @TempDir
    static Path directory;

    private static Installation installed;

    @TempDir
    Path work;

    @BeforeAll
    static void unpack() throws IOException {
        installed = Installation.unpackedIn(directory);
    }

    @Test
    void theNextServerTakesItsClassesFromTheArchive() throws Exception {
        Path cache = work.resolve("a cache");

        String first = classesLoadedBy(cache);
        assertFalse(first.contains("shared objects file (top)"), "there was no archive yet");
        assertEquals(1, made(cache).size());

        String second = classesLoadedBy(cache);
        for (String name : List.of("io.quayside.distribution.cli.Main", "io.quayside.core.Server")) {
            assertTrue(
                    second.lines().anyMatch(line -> line.contains(name + " source: shared objects file (top)")),
                    name + " isn't from the archive");
        }
        List<Path> used = files(cache);
        assertEquals(1, used.size(), used::toString);
        assertTrue(used.get(0).toString().endsWith(".jsa"), used::toString);
    }

    @Test
    void twoServersAtOnceMakeAnArchiveThatTheNextUses() throws Exception {
        Path cache = work.resolve("cache");
        try (Command one = serve(cache, "");
                Command other = serve(cache, "")) {
            echoes(one);
            echoes(other);
            stopsQuietly(one);
            stopsQuietly(other);
        }
        assertEquals(2, made(cache).size());
        try (Command next = serve(cache, "")) {
            echoes(next);
            stopsQuietly(next);
        }
        assertEquals(1, files(cache).size());
    }

    @Test
    void anArchiveThatWasNotWrittenToItsEndIsCleanedAway() throws Exception {
        Path cache = work.resolve("cache");
        try (Command first = serve(cache, "")) {
            echoes(first);
            stopsQuietly(first);
        }
        Path made = made(cache).get(0);
        Path broken = Files.write(withoutProcess(made), new byte[100_000]);
        Files.delete(made);

        try (Command next = serve(cache, "")) {
            echoes(next);
            assertFalse(Files.exists(broken));
            stopsQuietly(next);
        }
    }

    @Test
    void ofAServerThatFailedThereIsNoArchive() throws Exception {
        Path cache = work.resolve("cache");
        try (Command failed = serve(cache, "", "--set", "endpoints.chat.plugin=chess")) {
            assertEquals(2, failed.exitCode());
        }
        try (Command next = serve(cache, "")) {
            echoes(next);
            assertEquals(List.of(), made(cache));
            stopsQuietly(next);
        }
        assertEquals(1, made(cache).size());
    }

    @Test
    void whereNoArchiveCanBeMadeTheServerStartsAllTheSame() throws Exception {
        Path file = Files.createFile(work.resolve("file"));
        try (Command server = serve(file.resolve("cache"), "")) {
            echoes(server);
            stopsQuietly(server);
        }
    }

    @Test
    void noneIsNoArchive() throws Exception {
        try (Command server = serve(Path.of("none"), "")) {
            echoes(server);
            stopsQuietly(server);
        }
        assertFalse(Files.exists(installed.home().resolve("cache")));
        assertFalse(Files.exists(Path.of("none")));
    }

    /** Runs a server to its end, and tells where it had its classes from. */
    private String classesLoadedBy(Path cache) throws Exception {
        Path log = work.resolve("classes.log");
        try (Command server = serve(cache, "-Xlog:class+load:file=" + log)) {
            echoes(server);
            stopsQuietly(server);
        }
        return Files.readString(log);
    }

    private static Command serve(Path cache, String options, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "env",
                "QUAYSIDE_CACHE=" + cache,
                "QUAYSIDE_OPTS=" + options,
                "JAVA_OPTS=",
                "sh",
                installed.home().resolve("bin/quayside").toString(),
                "serve"));
        for (String endpoint : List.of("echo-frames", "echo-lines", "chat")) {
            words.addAll(List.of("--set", "endpoints." + endpoint + ".listen=127.0.0.1:0"));
        }
        words.addAll(List.of(more));
        return new Command(words);
    }

    private static void echoes(Command server) throws Exception {
        Map<String, Integer> ports = Installation.ports(server, 3);
        server.await("ready in \\d+ ms");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports.get("echo-lines"))) {
            socket.getOutputStream().write("hello\n".getBytes(UTF_8));
            assertArrayEquals("hello\n".getBytes(UTF_8), socket.getInputStream().readNBytes(6));
        }
    }

    /** What the JVM has to say goes to the same place as what the server says, and it is to say nothing. */
    private static void stopsQuietly(Command server) throws Exception {
        server.terminate();
        assertEquals(0, server.exitCode());
        List<String> output = server.output();
        assertTrue(output.get(0).startsWith("Quayside "), output::toString);
        assertTrue(output.get(output.size() - 1).startsWith("stopped in "), output::toString);
        assertTrue(
                output.stream().noneMatch(line -> line.contains("warning") || line.contains("VM")), output::toString);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.toList();
        }
    }

    /** The archives that nobody has taken over yet. */
    private static List<Path> made(Path cache) throws IOException {
        return files(cache).stream()
                .filter(file -> file.toString().matches(".*\\.jsa\\.\\d+"))
                .toList();
    }

    /** The name that an archive has while it is made by a process that has ended. */
    private static Path withoutProcess(Path archive) throws Exception {
        Process gone = new ProcessBuilder("true").start();
        assertEquals(0, gone.waitFor());
        String name = archive.getFileName().toString();
        return archive.resolveSibling(name.substring(0, name.lastIndexOf('.') + 1) + gone.pid());
    }
}
