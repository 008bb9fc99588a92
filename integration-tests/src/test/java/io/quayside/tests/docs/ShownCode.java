package io.quayside.tests.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of Java on a page, and the source that it is a part of: the line before it names that, as in {@code From
 * [LockedPool](../path/LockedPool.java):}.
 *
 * @param where the page and the line of the block
 * @param source the file it is from; null when the page doesn't say
 * @param lines the block's lines
 */
record ShownCode(String where, Path source, List<String> lines) {
    private static final Pattern FROM = Pattern.compile("^From \\[`?[\\w.]+`?]\\((\\S+\\.java)\\):$");
    private static final String BEGIN = "```java";
    private static final String END = "```";

    /** All the blocks of a page. */
    static List<ShownCode> on(Path page) throws IOException {
        List<ShownCode> found = new ArrayList<>();
        List<String> text = Files.readAllLines(page);
        Path source = null;
        for (int at = 0; at < text.size(); at++) {
            Matcher from = FROM.matcher(text.get(at));
            if (from.matches()) {
                source = page.resolveSibling(from.group(1)).normalize();
            } else if (text.get(at).equals(BEGIN)) {
                int end = at + text.subList(at, text.size()).indexOf(END);
                found.add(new ShownCode(page.getFileName() + ":" + (at + 1), source, text.subList(at + 1, end)));
                source = null;
                at = end;
            }
        }
        return found;
    }

    /** Whether the source has these lines one after the other, wherever they stand on the page and however far indented. */
    boolean isInItsSource() throws IOException {
        List<String> file = Files.readAllLines(source);
        for (int start = 0; start + lines.size() <= file.size(); start++) {
            if (isAt(file, start)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAt(List<String> file, int start) {
        int indent = indent(file.get(start)) - indent(lines.get(0));
        for (int i = 0; i < lines.size(); i++) {
            String shown = lines.get(i);
            String expected = shown.isEmpty() || indent < 0 ? shown : " ".repeat(indent) + shown;
            if (!expected.equals(file.get(start + i))) {
                return false;
            }
        }
        return true;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
