package io.quayside.distribution.chat;

import java.util.ArrayList;
import java.util.List;

/** Keeps what was shown until the test takes it. */
final class RecordedScreen implements Screen {
    private final List<String> lines = new ArrayList<>();
    private String target = "";

    @Override
    public void message(String line) {
        lines.add(line);
    }

    @Override
    public void note(String line) {
        lines.add("* " + line);
    }

    @Override
    public void target(String recipient) {
        target = recipient;
    }

    String target() {
        return target;
    }

    /** What was shown since the last time. */
    List<String> taken() {
        List<String> shown = List.copyOf(lines);
        lines.clear();
        return shown;
    }
}
