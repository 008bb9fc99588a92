package io.quayside.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive's licences cover every jar in it, and nothing that isn't. */
class LicencesTest {
    private static final String OURS = "quayside-*";
    private static final Pattern TEXT_IN_A_JAR = Pattern.compile("(META-INF/)?(LICEN[CS]E|NOTICE)[^/]*");
    private static final Pattern OWNER = Pattern.compile("(?i)copyright (\\(c\\) )?\\d{4}.*");

    @TempDir
    static Path directory;

    private static Installation installed;
    private static List<Row> rows;

    /** A row of the table in NOTICE.txt. */
    private record Row(String jar, String licence, List<String> texts) {
        static Row of(String line) {
            String[] cells = line.strip().split(" {2,}", -1);
            assertEquals(4, cells.length, line);
            return new Row(cells[0], cells[2], cells[3].equals("-") ? List.of() : List.of(cells[3].split(", ", -1)));
        }
    }

    @BeforeAll
    static void unpack() throws IOException {
        installed = Installation.unpackedIn(directory);
        rows = licence("NOTICE.txt")
                .lines()
                .dropWhile(line -> !line.startsWith("---"))
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .map(Row::of)
                .toList();
    }

    @Test
    void everyJarOfTheServerHasItsRowAndEveryRowItsJar() throws IOException {
        SortedSet<String> jars = new TreeSet<>();
        for (Path jar : installed.jars("lib")) {
            jars.add(artifact(jar));
        }
        assertEquals(jars, new TreeSet<>(rows.stream().map(Row::jar).toList()));
        assertEquals(jars.size(), rows.size());
    }

    @Test
    void everyJarOfAPluginIsOurs() throws IOException {
        assertFalse(installed.jars("plugins").isEmpty());
        for (Path jar : installed.jars("plugins")) {
            assertEquals(OURS, artifact(jar));
        }
    }

    @Test
    void everyTextIsThereAndBelongsToAJar() throws IOException {
        SortedSet<String> named = new TreeSet<>(List.of("NOTICE.txt"));
        for (Row row : rows) {
            assertTrue(!row.texts().isEmpty() || row.licence().equals("public domain"), row::toString);
            named.addAll(row.texts());
        }
        try (Stream<Path> found = Files.list(installed.home().resolve("licences"))) {
            assertEquals(
                    named,
                    found.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    /** Where a jar says itself whose it is, with the year, we say the same. */
    @Test
    void theOwnersAreThoseOfTheJars() throws IOException {
        List<String> owners = new ArrayList<>();
        for (Path jar : installed.jars("lib")) {
            for (String owner : ownersIn(jar)) {
                owners.add(owner);
                assertTrue(saidOf(artifact(jar)).contains(owner), () -> jar.getFileName() + " says: " + owner);
            }
        }
        assertFalse(owners.isEmpty(), "no jar says whose it is");
    }

    private static List<String> ownersIn(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> TEXT_IN_A_JAR.matcher(entry.getName()).matches())
                    .flatMap(entry -> {
                        try {
                            return new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)
                                    .lines();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .map(String::strip)
                    .filter(line -> OWNER.matcher(line).matches())
                    .toList();
        }
    }

    /** NOTICE.txt, and the texts that it names for the jar. */
    private static String saidOf(String artifact) throws IOException {
        StringBuilder said = new StringBuilder(licence("NOTICE.txt"));
        for (Row row : rows) {
            if (row.jar().equals(artifact)) {
                for (String text : row.texts()) {
                    said.append(licence(text));
                }
            }
        }
        return said.toString();
    }

    /** A jar's name without the version. */
    private static String artifact(Path jar) {
        String name = jar.getFileName().toString();
        return name.startsWith("quayside-") ? OURS : name.replaceFirst("-\\d.*", "");
    }

    private static String licence(String name) throws IOException {
        return Files.readString(installed.home().resolve("licences").resolve(name));
    }
}
