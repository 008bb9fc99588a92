package io.quayside.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * docs/tutorial.md as steps. A fence's words are on the last line of text before it: which file it is, or that it
 * belongs to another terminal than the first.
 */
final class TutorialPage {
    static final String FIRST = "first";

    private static final Pattern FENCE = Pattern.compile("(?ms)([^\n]*)\n\n^```(\\w*)\n(.*?)^```$");
    private static final Pattern FILE = Pattern.compile("File `([^`]+)`:$");
    private static final Pattern TERMINAL = Pattern.compile("(?i)\\b(second|third) terminal\\b.*:$");

    private final String text;

    TutorialPage() throws IOException {
        text = Files.readString(Desk.SOURCES.resolve("docs/tutorial.md"));
    }

    String text() {
        return text;
    }

    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        String terminal = FIRST;
        Matcher fence = FENCE.matcher(text);
        while (fence.find()) {
            Matcher file = FILE.matcher(fence.group(1));
            Matcher other = TERMINAL.matcher(fence.group(1));
            if (file.find()) {
                steps.add(new Step.WriteFile(file.group(1), fence.group(3)));
            } else if (fence.group(2).equals("sh")) {
                terminal = other.find() ? other.group(1) : FIRST;
                steps.add(new Step.Run(terminal, fence.group(3)));
            } else if (fence.group(2).equals("text")) {
                terminal = other.find() ? other.group(1) : terminal;
                steps.add(new Step.See(terminal, new Shown(fence.group(3))));
            }
        }
        return steps;
    }
}
