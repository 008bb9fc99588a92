package io.quayside.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code in docs/test-a-plugin.md is the code that is compiled and run here, and all of it is there. */
class TestAPluginPageTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path SOURCES = Path.of("src/test/java/com/example/room");
    private static final Pattern FILE = Pattern.compile("(?ms)^File `([^`]+)`:\n\n```java\n(.*?)^```$");

    @Test
    void thePageShowsWhatRuns() throws IOException {
        Map<String, String> shown = new TreeMap<>();
        Matcher file = FILE.matcher(Files.readString(ROOT.resolve("docs/test-a-plugin.md")));
        while (file.find()) {
            shown.put(file.group(1), file.group(2));
        }
        Map<String, String> here = new TreeMap<>();
        try (Stream<Path> sources = Files.list(SOURCES)) {
            for (Path each : sources.toList()) {
                here.put(each.getFileName().toString(), Files.readString(each));
            }
        }
        assertEquals(here, shown);
    }
}
