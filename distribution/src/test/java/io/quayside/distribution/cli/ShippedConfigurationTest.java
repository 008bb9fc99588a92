package io.quayside.distribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration in the archive is right, and has every key that the server knows. */
class ShippedConfigurationTest {
    private static final Path SHIPPED = Path.of("src/main/dist/conf/quayside.conf");
    private static final Pattern DEFAULT = Pattern.compile("(?m)^(\\s*)# ([a-z0-9-]+ = .*)$");
    private static final Pattern KNOWN = Pattern.compile("known here: (.*)$");

    @TempDir
    Path home;

    @BeforeEach
    void install() throws IOException {
        Files.createDirectories(home.resolve("plugins"));
    }

    @Test
    void isRight() {
        CommandLineRun run = check(SHIPPED);
        assertEquals(List.of(), run.err());
        assertTrue(run.out().contains("is right: endpoints echo-frames, echo-lines, chat"), run.out());
    }

    @Test
    void isRightWithEveryDefaultWrittenOut() throws IOException {
        Path whole = Files.writeString(home.resolve("whole.conf"), withDefaults());
        CommandLineRun run = check(
                whole,
                "endpoints.echo-frames.codec.delimiter=null",
                "endpoints.echo-frames.codec.size=null",
                "endpoints.chat.codec.message=null");
        assertEquals(List.of(), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"transports", "transports.nio2", "pool", "endpoints.echo-frames"})
    void hasEveryKeyOfASection(String section) throws IOException {
        assertDocumented(section, section);
    }

    @Test
    @EnabledForJreRange(minVersion = 25) // without the module, nobody knows its keys
    void hasEveryKeyOfTheSectionOfUring() throws IOException {
        assertDocumented("transports.uring", "transports.uring");
    }

    @Test
    void hasEveryKeyOfTheRoot() throws IOException {
        assertEquals(List.of(), undocumented("", List.of("")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"codec", "session", "settings"})
    void hasEveryKeyOfAnEndpointsParts(String part) throws IOException {
        for (String endpoint : List.of("echo-frames", "echo-lines", "chat")) {
            assertDocumented(
                    "endpoints." + endpoint + "." + part, "endpoints.echo-frames." + part, "endpoints.chat." + part);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"delimiter", "fixed"})
    void hasTheKeysOfOtherFramings(String framing) throws IOException {
        assertEquals(
                List.of(),
                undocumented(
                        "endpoints.echo-frames.codec",
                        List.of("endpoints.echo-frames.codec"),
                        "endpoints.echo-frames.codec.framing=" + framing,
                        "endpoints.echo-frames.codec." + (framing.equals("fixed") ? "size=9" : "delimiter=x")));
    }

    private void assertDocumented(String section, String... documentedIn) throws IOException {
        assertEquals(List.of(), undocumented(section, List.of(documentedIn)));
    }

    /** The keys that the server says it knows in a section, as its complaint about another one tells, less those in the file. */
    private List<String> undocumented(String section, List<String> documentedIn, String... overrides)
            throws IOException {
        String prefix = section.isEmpty() ? "" : section + ".";
        List<String> all = new ArrayList<>(List.of(overrides));
        all.add(prefix + "no-such-key=1");
        CommandLineRun run = check(SHIPPED, all.toArray(String[]::new));
        assertEquals(2, run.code());
        Matcher known = KNOWN.matcher(run.err().get(0));
        if (!known.find()) {
            assertTrue(run.err().get(0).contains("no key is known here"), run.err()::toString);
            return List.of();
        }
        Config written = ConfigFactory.parseString(withDefaults()).getConfig("quayside");
        return List.of(known.group(1).split(", ")).stream()
                .filter(key -> documentedIn.stream()
                        .noneMatch(place -> written.hasPath(place.isEmpty() ? key : place + "." + key)))
                .toList();
    }

    private CommandLineRun check(Path file, String... overrides) {
        List<String> arguments = new ArrayList<>(List.of("check", "-c", file.toString()));
        for (String override : overrides) {
            arguments.add("--set");
            arguments.add(override);
        }
        return CommandLineRun.of(home, arguments.toArray(String[]::new));
    }

    private static String withDefaults() throws IOException {
        return DEFAULT.matcher(Files.readString(SHIPPED)).replaceAll("$1$2");
    }
}
