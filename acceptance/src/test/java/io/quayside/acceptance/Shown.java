package io.quayside.acceptance;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a page shows of a terminal. A line of three dots stands for any number of lines; three dots within a line stand for any
 * text. Spaces at the ends of lines don't count.
 */
record Shown(String text) {
    private static final String DOTS = "...";

    boolean isIn(List<String> printed) {
        String all = printed.stream().map(line -> line.stripTrailing() + "\n").collect(Collectors.joining());
        return pattern().matcher(all).matches();
    }

    private Pattern pattern() {
        return Pattern.compile(text.lines().map(Shown::line).collect(Collectors.joining()));
    }

    private static String line(String line) {
        if (line.equals(DOTS)) {
            return "(?:[^\n]*\n)*?";
        }
        String[] parts = line.stripTrailing().split(Pattern.quote(DOTS), -1);
        return List.of(parts).stream().map(Pattern::quote).collect(Collectors.joining("[^\n]*")) + "\n";
    }
}
