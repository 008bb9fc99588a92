package io.quayside.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The users' documents say neither more nor less than the sources, as far as that can be read off. */
class DocumentsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static final Pattern CODE = Pattern.compile("QS-\\d{3}");
    private static final Pattern CODE_HEADING = Pattern.compile("(?m)^### (QS-\\d{3})$");

    /** A heading of a section of keys tells its path; a row of a table of keys has five cells, the key first. */
    private static final Pattern PATH = Pattern.compile("^#.*`(quayside[\\w.-]*)`");

    private static final Pattern KEY_ROW =
            Pattern.compile("^\\| `([a-z0-9-]+)` \\|[^|]*\\| ([^|]*) \\|[^|]*\\|[^|]*\\|$");

    /** How a source asks {@code Settings} for a key. */
    private static final Pattern ASKED = Pattern.compile("(?:\\w*[sS]ettings\\.|section\\.|nanos\\(settings, )"
            + "(?:(?:has|string|strings|integer|bytes|duration|flag|choice|section)\\()?\"([a-z][a-z0-9-]*)\"");

    private static final Pattern CONF_SECTION = Pattern.compile("^([a-z0-9-]+) \\{$");
    private static final Pattern CONF_KEY = Pattern.compile("^(# )?([a-z0-9-]+) = (.*)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)?(#[^)\\s]+)?\\)");
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

    @Test
    void everyErrorCodeHasItsEntryAndNoOther() throws IOException {
        SortedSet<String> used = new TreeSet<>();
        for (Path source : mainSources()) {
            // Whatever is no text is read as some text as well; it has no code in it.
            used.addAll(all(CODE, 0, Files.readString(source, StandardCharsets.ISO_8859_1)));
        }
        List<String> entries = all(CODE_HEADING, 1, read("docs/errors.md"));

        assertEquals(List.copyOf(used), entries, "codes in the sources, and entries in docs/errors.md in order");
    }

    @Test
    void everyEntryShowsItsLine() {
        String[] entries = read("docs/errors.md").split("\n(?=### )");
        for (String entry : List.of(entries).subList(1, entries.length)) {
            String code = entry.substring(4, entry.indexOf('\n'));
            assertTrue(entry.contains("```\n" + code + ": "), code);
        }
    }

    @Test
    void everyKeyOfTheDeliveredConfigurationIsDescribedInItsPlace() {
        SortedSet<String> delivered = new TreeSet<>(delivered().keySet());

        delivered.removeAll(described().keySet());
        assertEquals(
                List.of(), List.copyOf(delivered), "keys of conf/quayside.conf that are not in docs/configuration.md");
    }

    @Test
    void theDefaultsAreThoseOfTheDeliveredConfiguration() {
        Map<String, String> delivered = delivered();

        // A default in words, such as "half of ...", has no value to compare.
        described().forEach((path, words) -> {
            String shown = delivered.getOrDefault(path, "");
            assertTrue(
                    shown.isEmpty() || !words.startsWith("`") || words.contains("`" + shown + "`"),
                    () -> path + " is " + shown + " in conf/quayside.conf, and " + words + " in docs/configuration.md");
        });
    }

    @Test
    void everyKeyDescribedIsAskedForAndTheOtherWayRound() throws IOException {
        SortedSet<String> asked = new TreeSet<>();
        for (Path source : mainSources()) {
            if (source.toString().endsWith(".java")) {
                asked.addAll(all(ASKED, 1, Files.readString(source)));
            }
        }
        asked.add("message"); // asked for through a constant
        asked.removeAll(
                List.of("endpoints", "transports", "pool", "codec", "session", "admission", "settings")); // sections
        SortedSet<String> described = new TreeSet<>();
        described().keySet().forEach(path -> described.add(path.substring(path.lastIndexOf('.') + 1)));

        assertEquals(asked, described);
    }

    @Test
    void theReadmeListsEveryModule() {
        List<String> modules = all(MODULE, 1, read("pom.xml"));

        assertEquals(
                modules.stream().sorted().toList(),
                all(FIRST_CELL, 1, read("README.md")).stream().sorted().toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "CONTRIBUTING.md",
                "ARCHITECTURE.md",
                "docs/configuration.md",
                "docs/contracts.md",
                "docs/reliability.md",
                "docs/errors.md",
                "docs/overload.md",
                "docs/performance.md",
                "docs/bench.md",
                "docs/fuzzing.md",
                "docs/run-as-a-service.md",
                "API.md",
                "docs/coming-from-other-frameworks.md",
                "docs/reload.md",
                "docs/tutorial.md",
                "docs/write-a-codec.md",
                "docs/write-a-pool.md",
                "docs/write-a-transport.md",
                "examples/README.md",
                "examples/custom-distribution/README.md",
                "examples/embedded/README.md",
                "examples/proxy/README.md",
                "examples/resp/README.md",
                "examples/telemetry/README.md",
                "docs/test-a-plugin.md",
                "docs/transports.md",
                "docs/write-a-plugin.md",
                "benchmarks/README.md"
            })
    void everyLinkLeadsSomewhere(String document) {
        for (MatchResult link : LINK.matcher(read(document)).results().toList()) {
            String target = link.group(1);
            if (target == null || !target.contains("://")) {
                Path file = target == null
                        ? ROOT.resolve(document)
                        : ROOT.resolve(document).resolveSibling(target).normalize();
                assertTrue(Files.exists(file), () -> document + " links to " + target);
                assertTrue(
                        link.group(2) == null || anchors(file).contains(link.group(2)),
                        () -> document + " links to " + link.group());
            }
        }
    }

    /** The anchors that a file's headings get, by the rules of the usual hosts. */
    private static List<String> anchors(Path markdown) {
        return read(ROOT.relativize(markdown).toString())
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", ""))
                .map(line -> "#"
                        + line.toLowerCase(Locale.ROOT)
                                .replaceAll("[^\\w -]", "")
                                .replace(' ', '-'))
                .toList();
    }

    /** What docs/configuration.md says of the defaults, by the full path of the key. */
    private static SortedMap<String, String> described() {
        SortedMap<String, String> described = new TreeMap<>();
        String path = "";
        for (String line : read("docs/configuration.md").lines().toList()) {
            Matcher heading = PATH.matcher(line);
            Matcher row = KEY_ROW.matcher(line);
            if (heading.find()) {
                path = heading.group(1);
            } else if (row.matches()) {
                described.put(path + "." + row.group(1), row.group(2));
            }
        }
        return described;
    }

    /** The delivered configuration, by full path of the key: the default behind a {@code #}, or "" where it is set. */
    private static SortedMap<String, String> delivered() {
        SortedMap<String, String> delivered = new TreeMap<>();
        Deque<String> path = new ArrayDeque<>();
        for (String line : linesOfConfiguration()) {
            Matcher section = CONF_SECTION.matcher(line);
            Matcher key = CONF_KEY.matcher(line);
            if (section.matches()) {
                path.addLast("endpoints".equals(path.peekLast()) ? "NAME" : section.group(1));
            } else if (line.equals("}")) {
                path.removeLast();
            } else if (key.matches()) {
                String shown = key.group(1) == null ? "" : key.group(3);
                delivered.merge(
                        String.join(".", path) + "." + key.group(2), shown, (old, now) -> old.isEmpty() ? now : old);
            }
        }
        return delivered;
    }

    /** Trimmed, with every brace of a section at the end of a line, or on a line of its own. */
    private static List<String> linesOfConfiguration() {
        List<String> lines = new ArrayList<>();
        for (String line :
                read("distribution/src/main/dist/conf/quayside.conf").lines().toList()) {
            String trimmed = line.trim();
            if (trimmed.startsWith("#")) {
                lines.add(trimmed);
            } else {
                trimmed.replace("{", "{\n")
                        .replace("}", "\n}\n")
                        .lines()
                        .map(String::trim)
                        .forEach(lines::add);
            }
        }
        return lines;
    }

    private static List<Path> mainSources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : all(MODULE, 1, read("pom.xml"))) {
            Path main = ROOT.resolve(module).resolve("src/main");
            if (Files.isDirectory(main)) {
                try (Stream<Path> found = Files.walk(main)) {
                    found.filter(Files::isRegularFile).forEach(sources::add);
                }
            }
        }
        return sources;
    }

    private static List<String> all(Pattern pattern, int group, String text) {
        return pattern.matcher(text).results().map(found -> found.group(group)).toList();
    }

    private static String read(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
