package io.quayside.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The installed server where io_uring cannot be used, for every reason that can be made up here: {@code list} and the start-up
 * lines say why in one sentence, {@code auto} takes nio2, and who insists on uring is told so.
 */
@EnabledOnOs(OS.LINUX)
class WithoutRingsTest {
    private static final int NO_FILTERS_HERE = 77;
    private static final String NO_MEMORY = "there isn't enough memory that may be locked for rings; raise the limit"
            + " (ulimit -l), or lower workers or ring-size of this transport";

    @TempDir
    static Path directory;

    private static Installation installed;
    private static Path configuration;

    @BeforeAll
    static void unpack() throws IOException {
        installed = Installation.unpackedIn(Files.createDirectory(directory.resolve("unpacked")));
        configuration = Files.writeString(directory.resolve("lines.conf"), """
                quayside {
                  transports.uring.ring-size = 64
                  endpoints.lines {
                    listen = "127.0.0.1:0"
                    plugin = echo
                    codec { id = lines }
                  }
                }
                """);
    }

    /** How the program is started, up to its own arguments. */
    private record Start(List<String> words) {
        Command with(String... arguments) throws IOException {
            List<String> all = new ArrayList<>(words);
            all.addAll(List.of(arguments));
            return new Command(all);
        }
    }

    /** The JVM by itself, with these options about native access instead of the start script's. */
    private static List<String> java(String... options) {
        List<String> words = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        words.addAll(List.of(options));
        words.addAll(List.of(
                "--sun-misc-unsafe-memory-access=allow",
                "-Dguice_custom_class_loading=CHILD",
                "-Dlogback.configurationFile=" + installed.home().resolve("conf/logback.xml"),
                "-Dquayside.home=" + installed.home(),
                "-cp",
                installed.home().resolve("lib") + "/*:" + directory.resolve("classes")));
        return words;
    }

    /** The program, denied a system call as a container's profile denies it: 425 sets a ring up, 426 and 427 use it. */
    private static Start without(int call, int error) throws Exception {
        Path classes = directory.resolve("classes");
        Javac.compileForThisJava(List.of(Path.of("src/test/java25/Confined.java")), classes);
        List<String> words = java("--enable-native-access=ALL-UNNAMED");
        words.addAll(
                List.of("Confined", String.valueOf(call), String.valueOf(error), "io.quayside.distribution.cli.Main"));
        Start start = new Start(words);
        try (Command tried = start.with("--version")) {
            assumeTrue(tried.exitCode() != NO_FILTERS_HERE, "this system takes no seccomp filter");
        }
        return start;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 'a seccomp profile or security module forbids io_uring, as those of containers often do'",
        "38, 'this kernel has no io_uring, or a seccomp profile hides it, as those of containers often do'"
    })
    @EnabledForJreRange(minVersion = 25)
    void aSeccompProfileThatDeniesIt(int error, String sentence) throws Exception {
        assertSays(without(425, error), sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "426, 'a ring was set up, and cannot be used: io_uring_enter: Operation not permitted (errno 1)'",
        "427, 'a seccomp profile or security module forbids io_uring, as those of containers often do'"
    })
    @EnabledForJreRange(minVersion = 25)
    void aSeccompProfileThatDeniesPartOfIt(int call, String sentence) throws Exception {
        listSays(without(call, 1), sentence);
    }

    /** The start script, run by somebody who may lock so many KiB of memory. */
    private static Start locking(int kib) throws Exception {
        List<String> words = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) { // whom no limit stops
            Path become = Path.of("/usr/bin/setpriv");
            assumeTrue(Files.isExecutable(become), "root can't become somebody else here: there is no setpriv");
            words.addAll(List.of(become.toString(), "--reuid=65534", "--regid=65534", "--clear-groups"));
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        words.addAll(List.of(
                "env",
                "QUAYSIDE_CACHE=none",
                "sh",
                "-c",
                "ulimit -l " + kib + " && exec sh \"$0\" \"$@\"",
                installed.home().resolve("bin/quayside").toString()));
        Start start = new Start(words);
        try (Command tried = start.with("list")) {
            assumeTrue(
                    tried.exitCode() == 0
                            && (kib > 0 || String.join("\n", tried.output()).contains(NO_MEMORY)),
                    "this kernel doesn't count rings as locked memory, or the limit can't be lowered");
        }
        return start;
    }

    @Test
    @EnabledForJreRange(minVersion = 25)
    void aLimitThatForbidsToLockMemory() throws Exception {
        assertSays(locking(0), NO_MEMORY);
    }

    /** A ring can be set up, and so {@code list} shows nothing amiss; but not as many and as large ones as are configured. */
    @Test
    @EnabledForJreRange(minVersion = 25)
    void aLimitThatIsTooLowForTheSettings() throws Exception {
        locking(0);
        Start start = locking(64);
        try (Command list = start.with("list")) {
            list.await("^  uring .* can run here; auto takes it$");
        }
        String size = "transports.uring.ring-size=";
        autoTakesNio2(start, NO_MEMORY, "--set", size + 16_384);
        try (Command refused = start.with(
                "serve", "-c", configuration.toString(), "--set", size + 16_384, "--set", "transport=uring")) {
            assertEquals(2, refused.exitCode());
            assertEquals("quayside: QS-103: the transport uring cannot run here: " + NO_MEMORY, last(refused.output()));
        }
    }

    @Test
    @EnabledForJreRange(minVersion = 25)
    void aRuntimeThatDeniesNativeAccess() throws Exception {
        List<String> words = java("--illegal-native-access=deny");
        words.add("io.quayside.distribution.cli.Main");
        assertSays(
                new Start(words),
                "this Java runtime denies native access; start it with --enable-native-access=ALL-UNNAMED");
    }

    /** The archive may have been built on another Java than it is run on. */
    @Test
    void aRuntimeThatIsTooOld() throws Exception {
        Optional<Path> old = OtherJava.from17To24();
        assumeTrue(old.isPresent(), "there is no Java from 17 to 24 beside this one, and JAVA_17_HOME names none");
        boolean built =
                installed.jars("lib").stream().anyMatch(jar -> jar.toString().contains("transport-uring"));
        String version =
                Files.readString(old.get().resolve("release")).replaceAll("(?s).*JAVA_VERSION=\"(\\d+).*", "$1");
        assertSays(
                new Start(List.of(
                        "env",
                        "JAVA_HOME=" + old.get(),
                        "QUAYSIDE_CACHE=none",
                        "sh",
                        installed.home().resolve("bin/quayside").toString())),
                built
                        ? "it needs Java 25 or newer, and this is Java " + version
                        : "this archive was built without it, on a JDK older than 25; build it on JDK 25 or newer, and run it"
                                + " on that");
    }

    private static void assertSays(Start start, String sentence) throws Exception {
        listSays(start, sentence);
        checkSays(start, sentence);
        autoTakesNio2(start, sentence);
        uringIsRefused(start, sentence);
    }

    private static void listSays(Start start, String sentence) throws Exception {
        try (Command list = start.with("list")) {
            list.await("^  nio2 .* can run here; auto takes it$");
            list.await("^  uring .* cannot run here: " + Pattern.quote(sentence) + "$");
            assertEquals(0, list.exitCode());
        }
    }

    private static void checkSays(Start start, String sentence) throws Exception {
        try (Command check = start.with("check", "-c", configuration.toString())) {
            assertEquals(0, check.exitCode());
            assertEquals(
                    List.of(
                            "note: transports.uring has no effect here: the transport uring cannot run here: "
                                    + sentence,
                            configuration + " is right: endpoints lines"),
                    check.output());
        }
    }

    private static void autoTakesNio2(Start start, String sentence, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("serve", "-c", configuration.toString()));
        arguments.addAll(List.of(options));
        try (Command server = start.with(arguments.toArray(String[]::new))) {
            int port = Installation.ports(server, 1).get("lines");
            assertEquals(
                    "transport auto took nio2, not uring: " + sentence,
                    server.await("^transport auto took .*").group());
            server.await("ready in \\d+ ms");
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write("hello\n".getBytes(UTF_8));
                assertArrayEquals(
                        "hello\n".getBytes(UTF_8), socket.getInputStream().readNBytes(6));
            }
            server.terminate();
            server.await("stopped in .* none cut off");
            assertEquals(0, server.exitCode());
        }
    }

    private static void uringIsRefused(Start start, String sentence) throws Exception {
        for (String command : List.of("serve", "check")) {
            try (Command refused = start.with(command, "-c", configuration.toString(), "--set", "transport=uring")) {
                assertEquals(2, refused.exitCode());
                assertEquals(
                        "quayside: QS-103: the transport uring cannot run here: " + sentence
                                + "; choose another, or auto",
                        last(refused.output()));
            }
        }
    }

    private static String last(List<String> lines) {
        return lines.get(lines.size() - 1);
    }
}
