package io.quayside.tests.docs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java on the pages for authors is taken from sources that are compiled and tested, word for word. */
class PagesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)\\s]+)?\\)");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs/write-a-transport.md",
                "docs/write-a-codec.md",
                "docs/write-a-pool.md",
                "docs/coming-from-other-frameworks.md"
            })
    void everyBlockOfJavaIsFromATestedSource(String page) throws IOException {
        List<ShownCode> shown = ShownCode.on(ROOT.resolve(page));

        assertFalse(shown.isEmpty(), "there is no Java on " + page);
        for (ShownCode each : shown) {
            assertNotNull(each.source(), () -> each.where() + " doesn't say where it is from");
            assertTrue(each.source().toString().contains("src/test/java"), () -> each.where() + " isn't from a test");
            assertTrue(each.isInItsSource(), () -> each.where() + " isn't so in " + each.source());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "API.md",
                "docs/write-a-transport.md",
                "docs/write-a-codec.md",
                "docs/write-a-pool.md",
                "docs/coming-from-other-frameworks.md"
            })
    void everyLinkLeadsToAFile(String page) throws IOException {
        Path from = ROOT.resolve(page);
        for (MatchResult link : LINK.matcher(Files.readString(from)).results().toList()) {
            if (!link.group(1).contains("://")) {
                assertTrue(
                        Files.exists(from.resolveSibling(link.group(1)).normalize()),
                        () -> page + " links to " + link.group(1));
            }
        }
    }

    @Test
    void aBlockThatDiffersIsFound() throws IOException {
        Path source = ROOT.resolve("integration-tests/src/test/java/io/quayside/tests/docs/PagesTest.java");

        assertTrue(new ShownCode("here", source, List.of("class PagesTest {")).isInItsSource());
        assertFalse(new ShownCode("here", source, List.of("class PagesTest2 {")).isInItsSource());
    }
}
