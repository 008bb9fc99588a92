package io.quayside.transport.uring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a runtime that is too old, the provider says so. Needs a JDK from 17 to 24: that of JAVA_17_HOME, or one that lies
 * beside the JDK of this test.
 */
@EnabledOnOs(OS.LINUX)
class OlderJavaTest {
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(1[7-9]|2[0-4])\\b");

    /** Compiled by the runtime that it is asked of. */
    private static final String PROGRAM = """
            import io.quayside.api.QuaysideException;
            import io.quayside.api.Settings;
            import io.quayside.api.transport.TransportProvider;
            import java.util.Map;
            import java.util.ServiceLoader;

            class Program {
                public static void main(String[] arguments) {
                    TransportProvider provider = ServiceLoader.load(TransportProvider.class).iterator().next();
                    System.out.println(Runtime.version().feature());
                    System.out.println(provider.id() + ", " + provider.preference());
                    System.out.println(provider.unavailableBecause());
                    opened(provider, Settings.none());
                    opened(provider, Settings.of(Map.of("ring-size", 1)));
                }

                private static void opened(TransportProvider provider, Settings settings) {
                    try {
                        provider.open(settings).close();
                    } catch (QuaysideException e) {
                        System.out.println(e.code() + ": " + e.getMessage());
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    private Path java;

    @BeforeEach
    void find() throws IOException {
        Optional<Path> found = olderJava();
        assumeTrue(
                found.isPresent(),
                "there is no JDK from 17 to 24 beside " + System.getProperty("java.home")
                        + ", and JAVA_17_HOME names none");
        java = found.get().resolve("bin").resolve("java");
    }

    private static Optional<Path> olderJava() throws IOException {
        String named = System.getenv("JAVA_17_HOME");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        try (Stream<Path> beside = Files.list(
                Path.of(System.getProperty("java.home")).toAbsolutePath().getParent())) {
            return beside.filter(OlderJavaTest::isOlder).findFirst();
        }
    }

    private static boolean isOlder(Path home) {
        try {
            return Files.isExecutable(home.resolve("bin").resolve("javac"))
                    && VERSION.matcher(Files.readString(home.resolve("release")))
                            .find();
        } catch (IOException e) {
            return false; // no JDK
        }
    }

    @Test
    void itSaysThatTheRuntimeIsTooOldAndChecksSettingsAllTheSame() throws Exception {
        Path source = Files.writeString(folder.resolve("Program.java"), PROGRAM);
        Path printed = folder.resolve("printed.txt");
        Process process = new ProcessBuilder(
                        java.toString(), "-cp", System.getProperty("java.class.path"), source.toString())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the program did not end");
        } finally {
            process.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(printed);
        String tooOld = "it needs Java 25 or newer, and this is Java " + lines.get(0);
        assertEquals(
                List.of(
                        "uring, 20",
                        tooOld,
                        "QS-103: the transport uring cannot run here: " + tooOld,
                        "QS-203: ring-size is 1; it has to be from 8 to 16384"),
                lines.subList(1, lines.size()));
    }
}
