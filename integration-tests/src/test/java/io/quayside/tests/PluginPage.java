package io.quayside.tests;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The files and terminals that docs/write-a-plugin.md shows. */
final class PluginPage {
    /** On the page: {@code File `NAME`:}, an empty line, and the file's content in a fence. */
    private static final Pattern FILE = Pattern.compile("(?ms)^File `([^`]+)`:\n\n```\\w*\n(.*?)^```$");

    /** On the page: {@code Terminal N:}, an empty line, and what is seen there in a fence. */
    private static final Pattern TERMINAL = Pattern.compile("(?ms)^Terminal (\\d+):\n\n```\\w*\n(.*?)^```$");

    private final String text;
    private final Map<String, String> files;

    PluginPage() throws IOException {
        text = Files.readString(Path.of("").toAbsolutePath().getParent().resolve("docs/write-a-plugin.md"));
        files = FILE.matcher(text)
                .results()
                .collect(Collectors.toMap(
                        found -> found.group(1), found -> found.group(2), (a, b) -> b, LinkedHashMap::new));
    }

    String text() {
        return text;
    }

    String file(String name) {
        String content = files.get(name);
        assertTrue(content != null, () -> "the page has no file " + name);
        return content;
    }

    /** Writes the page's files below one directory into another. */
    List<Path> write(String directory, Path into) throws IOException {
        List<Path> written = new ArrayList<>();
        for (String name : files.keySet()) {
            if (name.startsWith(directory)) {
                Path path = into.resolve(name.substring(directory.length()));
                Files.createDirectories(path.getParent());
                written.add(Files.writeString(path, file(name)));
            }
        }
        assertFalse(written.isEmpty(), directory);
        return written;
    }

    /** Compiles the plugin in a directory for its project, and answers the directory of what belongs into its jar. */
    Path compile(Path project, List<Path> libraries) throws IOException {
        Path classes = project.resolve("classes");
        List<Path> sources = write("src/main/java/", project.resolve("src/main/java"));
        Javac.compile(sources, libraries, classes, "-Xlint:all", "-Werror");
        write("src/main/resources/", classes);
        return classes;
    }

    /** Has the terminals show what they show on the page. */
    void perform(Terminals terminals) throws IOException {
        List<MatchResult> seen = TERMINAL.matcher(text).results().toList();
        assertTrue(seen.size() > 2, () -> "only " + seen.size() + " terminals");
        for (MatchResult terminal : seen) {
            terminals.perform(terminal.group(1), terminal.group(2));
        }
    }
}
