package io.quayside.distribution.admin;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request.
 *
 * @param status the exit status of the program that asked; 0 when it was done
 * @param lines what to print: results, or with another status what is wrong, which begins with its code
 */
public record AdminAnswer(int status, List<String> lines) {
    private static final String LAST = "exit ";

    /** Keeps a copy. */
    public AdminAnswer {
        lines = List.copyOf(lines);
    }

    /** As it is written: the lines, each indented by a space, and a last one with the status. */
    String written() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line ->
                text.append(' ').append(line.replaceAll("\\s*\\R\\s*", " ")).append('\n'));
        return text.append(LAST).append(status).append('\n').toString();
    }

    /** Reads what was written; null when it isn't all there. */
    static @Nullable AdminAnswer read(String text) {
        List<String> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.matches(LAST + "\\d{1,3}")) {
                return new AdminAnswer(Integer.parseInt(line.substring(LAST.length())), lines);
            }
            lines.add(line.isEmpty() ? line : line.substring(1));
        }
        return null;
    }
}
