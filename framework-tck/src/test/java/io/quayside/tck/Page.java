package io.quayside.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page docs/contracts.md, whose tables say what the tests of the contracts do. */
final class Page {
    private static final Path PAGE = Path.of("..", "docs", "contracts.md");

    private Page() {}

    /** Throws unless the page has the table; leaves the table where it can be copied from. */
    static void requireTable(String table, String subject) {
        Path copy = Path.of("target", "table-of-" + subject + "s.md");
        try {
            Files.writeString(copy, table);
            if (!Files.readString(PAGE).contains(table)) {
                throw new AssertionError("docs/contracts.md is behind the rules: copy the table from framework-tck/"
                        + copy + " into it");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
