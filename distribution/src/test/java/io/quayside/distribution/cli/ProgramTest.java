package io.quayside.distribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quayside.core.discovery.Providers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {
    private static final String RIGHT = """
            quayside.endpoints.echo {
              listen = "127.0.0.1:0"
              plugin = echo
              codec { id = lines }
            }
            """;

    @TempDir
    Path home;

    @BeforeEach
    void install() throws IOException {
        Files.createDirectories(home.resolve("plugins"));
        configure(RIGHT);
    }

    @Test
    void helpTeaches() {
        CommandLineRun run = run("--help");
        assertEquals(0, run.code());
        for (String part : List.of(
                "serve    Runs the server",
                "check    Says whether",
                "list     Shows the plugins",
                "plugins  Lists or reloads",
                "chat     Talks to",
                "bench    Measures an echo endpoint",
                "Exit codes:",
                "Examples:",
                "conf/quayside.conf",
                "QUAYSIDE_OPTS")) {
            assertTrue(run.out().contains(part), () -> part + " is missing in\n" + run.out());
        }
        assertEquals(List.of(), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "check", "list", "chat", "bench"})
    void everyCommandHasHelp(String command) {
        CommandLineRun run = run(command, "--help");
        assertEquals(0, run.code());
        assertTrue(run.out().contains("Usage: quayside " + command), run.out());
    }

    @Test
    void versionTellsWhatAFaultReportNeeds() {
        CommandLineRun run = run("--version");
        assertEquals(0, run.code());
        assertTrue(run.out().startsWith("Quayside "), run.out());
        assertTrue(run.out().contains("Java " + System.getProperty("java.runtime.version")), run.out());
    }

    @Test
    void aRightConfigurationIsSaidToBeRight() {
        CommandLineRun run = run("check");
        assertEquals(List.of(), run.err());
        assertEquals(0, run.code());
        assertEquals(home.resolve("conf/quayside.conf") + " is right: endpoints echo\n", lines(run.out()));
    }

    @Test
    void noCommandIsAMistake() {
        assertMistake("quayside: QS-400: Missing required subcommand; see quayside --help");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "serve --nonsense|Unknown option: '--nonsense'; see quayside serve --help",
                "check -c|Missing required parameter for option '--config' (FILE); see quayside check --help",
                "check --set transport|cannot use --set transport: it has to be KEY=VALUE, such as transport=nio2",
                "bench nowhere|nowhere is no address; it has to be HOST:PORT, such as 127.0.0.1:7007",
                "bench 127.0.0.1:1 --seconds soon|Invalid value for option '--seconds': 'soon' is no length of time,"
                        + " such as 500ms, 3s or 2m; see quayside bench --help",
                "bench 127.0.0.1:1 --size 0|--size is 0; it has to be from 1 to 16777216",
                "bench 127.0.0.1:1 --threads 65|--threads is 65; it has to be from 1 to 64",
                "bench 127.0.0.1:1 --json /nowhere/run.json|cannot write /nowhere/run.json: there is no such directory",
                "chat nowhere:port|nowhere:port is no address; it has to be HOST:PORT, such as 127.0.0.1:7010"
            })
    void aWrongCommandLineIsOneLine(String line, String message) {
        assertMistake("quayside: QS-400: " + message, line.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "transprt=nio2|QS-201|unknown key transprt (--set)",
                "endpoints.echo.codec.fram=x|QS-201|unknown key endpoints.echo.codec.fram (--set)",
                "endpoints.echo.settings.size=1|QS-201|unknown key endpoints.echo.settings.size (--set)",
                "pool.memory=much|QS-202|pool.memory (--set) is much; it has to be a size",
                "endpoints.echo.session.limit=0|QS-203|endpoints.echo.session.limit (--set) is 0; it has to be from 1 to",
                "endpoints.echo.plugin=null|QS-204|endpoints.echo.plugin has to be set, and is not",
                "endpoints=null|QS-207|there is no endpoint",
                "transport=ipx|QS-102|there is no transport ipx; known are: nio2",
                "endpoints.echo.codec.id=xml|QS-102|there is no codec xml; known are: bytes, lines, protobuf",
                "endpoints.echo.listen=nowhere|QS-202|endpoints.echo.listen (--set) is nowhere; it has to be HOST:PORT",
                "transports.nio.workers=2|QS-201|unknown key transports.nio (--set); did you mean nio2?",
                "endpoints.echo.session.idle-timeout=-1s|QS-203|endpoints.echo.session.idle-timeout (--set) is -1s; it",
                "endpoints.echo.codec={id=bytes, max-frame=1g}|QS-203|pool.memory is 536870912 bytes; with frames of"
            })
    void aWrongConfigurationIsOneLine(String override, String code, String begin) {
        for (String command : List.of("check", "serve")) {
            CommandLineRun run = run(command, "--set", override);
            assertEquals(1, run.err().size(), run.err()::toString);
            assertTrue(run.err().get(0).startsWith("quayside: " + code + ": " + begin), run.err()::toString);
            assertEquals(2, run.code());
        }
    }

    @Test
    void aWrongFileIsNamedWithItsLine() throws IOException {
        configure("quayside.endpoints.echo {\n  listen = \"127.0.0.1:0\"\n  plugin = echo\n  plugn = echo\n}\n");
        CommandLineRun run = run("check");
        assertEquals(2, run.code());
        assertEquals(1, run.err().size());
        assertTrue(
                run.err().get(0).startsWith("quayside: QS-201: unknown key endpoints.echo.plugn (quayside.conf: 4)"),
                run.err()::toString);
    }

    @Test
    void whatDoesNotFitIsNamedWithItsLine() throws IOException {
        configure("""
                quayside {
                  pool.memory = 1m
                  endpoints.echo { listen = "127.0.0.1:0", plugin = echo }
                }
                """);
        CommandLineRun run = run("check");
        assertEquals(2, run.code());
        assertEquals(1, run.err().size());
        assertTrue(
                run.err().get(0).startsWith("quayside: QS-203: pool.memory (quayside.conf: 2) is 1048576 bytes; "),
                run.err()::toString);
    }

    @Test
    void whatHasSeveralLinesIsSaidInOne() {
        CommandLineRun run = run("check", "--set", "pool.memory=much\nmore");
        assertEquals(
                List.of(
                        "quayside: QS-202: pool.memory (--set) is much more; it has to be a size such as 512, 64k or 1m"),
                run.err());
        assertEquals(2, run.code());
    }

    @Test
    void aPluginThatIsNotThereTellsWhereItWouldBeFound() {
        CommandLineRun run = run("check", "--set", "endpoints.echo.plugin=mqtt");
        assertEquals(2, run.code());
        assertEquals(
                List.of("quayside: QS-102: there is no plugin mqtt; known are: chat, echo; more are looked for in "
                        + home.resolve("plugins")),
                run.err());
    }

    @Test
    void aBrokenPluginIsOneLine() throws IOException {
        Files.writeString(home.resolve("plugins").resolve("broken.jar"), "no jar");
        for (String command : List.of("check", "serve", "list")) {
            CommandLineRun run = run(command);
            assertEquals(2, run.code());
            assertEquals(1, run.err().size(), run.err()::toString);
            assertTrue(run.err().get(0).startsWith("quayside: QS-403: cannot read "), run.err()::toString);
        }
    }

    @Test
    void anotherPluginsDirectoryCanBeNamed() {
        Path other = home.resolve("other");
        CommandLineRun run = run("list", "--plugins", other.toString());
        assertEquals(2, run.code());
        assertEquals(
                List.of("quayside: QS-403: cannot read the plugins directory " + other + ": it is not there"),
                run.err());
    }

    @Test
    void anAddressInUseIsOneLineAndExitCode2() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandLineRun run = run("serve", "--set", "endpoints.echo.listen=127.0.0.1:" + taken.getLocalPort());
            assertEquals(2, run.code());
            assertEquals(1, run.err().size(), run.err()::toString);
            assertTrue(run.err().get(0).startsWith("quayside: QS-301: endpoint echo: "), run.err()::toString);
            assertTrue(run.err().get(0).contains("127.0.0.1:" + taken.getLocalPort()), run.err()::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "check"})
    void aTransportThatCannotRunHereIsOneLineThatNamesTheWayOut(String command) {
        String obstacle = Providers.onClassPath().transport("uring").unavailableBecause();
        assumeTrue(obstacle != null, "io_uring runs here");
        CommandLineRun run = run(command, "--set", "transport=uring");
        assertEquals(2, run.code());
        assertEquals(
                List.of("quayside: QS-103: the transport uring cannot run here: " + obstacle
                        + "; choose another, or auto"),
                run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "nio2"})
    void theSectionOfATransportThatIsNotUsedIsCheckedAllTheSame(String transport) throws IOException {
        configure(RIGHT + "quayside.transport = " + transport + "\nquayside.transports.nio2.backlg = 7\n");
        CommandLineRun run = run("check");
        assertEquals(2, run.code());
        assertEquals(1, run.err().size(), run.err()::toString);
        assertTrue(
                run.err()
                        .get(0)
                        .startsWith("quayside: QS-201: unknown key transports.nio2.backlg (quayside.conf: 7);"
                                + " did you mean backlog?"),
                run.err()::toString);
    }

    @Test
    void theSectionOfUringIsRightWhereverItIsChecked() throws IOException {
        configure(RIGHT + "quayside.transports.uring.ring-size = 64\n");
        CommandLineRun run = run("check", "--set", "transport=nio2");
        assertEquals(List.of(), run.err());
        assertEquals(0, run.code());
        String obstacle = Providers.onClassPath().transport("uring").unavailableBecause();
        String remark = "note: transports.uring has no effect here: the transport uring cannot run here: " + obstacle;
        assertEquals(obstacle != null, run.out().contains(remark), run.out());
    }

    @ParameterizedTest
    @CsvSource({
        "ring-siz=64, QS-201: unknown key transports.uring.ring-siz (--set); did you mean ring-size?",
        "ring-size=7, QS-203: transports.uring.ring-size (--set) is 7; it has to be from 8 to 16384"
    })
    @EnabledForJreRange(minVersion = 25) // an archive without the module doesn't know its keys
    void theSectionOfUringIsCheckedAlsoWhereItIsNotUsed(String override, String begin) {
        for (String transport : List.of("nio2", "auto")) {
            CommandLineRun run =
                    run("check", "--set", "transport=" + transport, "--set", "transports.uring." + override);
            assertEquals(2, run.code());
            assertEquals(1, run.err().size(), run.err()::toString);
            assertTrue(run.err().get(0).startsWith("quayside: " + begin), run.err()::toString);
        }
    }

    @Test
    void listSaysWhichTransportAutoTakes() {
        CommandLineRun run = run("list");
        List<String> taken = run.out()
                .lines()
                .filter(line -> line.endsWith("; auto takes it"))
                .toList();
        assertEquals(1, taken.size(), run.out());
        assertTrue(taken.get(0).startsWith("  " + Transports.available().get(0) + " "), run.out());
        String obstacle = Providers.onClassPath().transport("uring").unavailableBecause();
        assertTrue(
                run.out().contains(obstacle == null ? "can run here; auto" : "cannot run here: " + obstacle),
                run.out());
    }

    @Test
    void listShowsWhatThereIs() {
        CommandLineRun run = run("list");
        assertEquals(0, run.code());
        for (String part : List.of(
                "Transports\n  nio2 ",
                "can run here",
                "Codecs\n  bytes ",
                "\n  lines ",
                "\n  protobuf ",
                "Pools\n  slab ",
                "Session layers\n  standard ",
                "Plugins\n  chat ",
                "\n  echo ")) {
            assertTrue(lines(run.out()).contains(part), () -> part + " is missing in\n" + run.out());
        }
    }

    @Test
    void whatIsNoPluginIsRemarkedOn() throws IOException {
        Path library = home.resolve("plugins").resolve("library.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(library))) {
            jar.putNextEntry(new JarEntry("some/text.txt"));
        }
        for (String command : List.of("check", "list")) {
            CommandLineRun run = run(command);
            assertEquals(0, run.code());
            assertTrue(
                    run.out().contains("note: " + Path.of("plugins", "library.jar") + " has no provider"), run.out());
        }
    }

    private void assertMistake(String line, String... arguments) {
        CommandLineRun run = run(arguments);
        assertEquals(List.of(line), run.err());
        assertEquals(2, run.code());
    }

    private void configure(String text) throws IOException {
        Path conf = Files.createDirectories(home.resolve("conf"));
        Files.writeString(conf.resolve("quayside.conf"), text);
    }

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.of(home, arguments);
    }

    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }
}
