package io.quayside.core.fakes;

import io.quayside.api.session.CloseReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What happened to one session, and what of it should not have. */
final class Diary {
    private final String session;
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable String> running = new AtomicReference<>();
    private final ArrayList<String> lines = new ArrayList<>();

    volatile @Nullable CloseReason reason;

    Diary(String session) {
        this.session = session;
    }

    void write(String event, Runnable action) {
        String other = running.getAndSet(event);
        if (other != null) {
            violations.add(session + ": " + event + " within " + other);
        }
        requireOrder(event);
        lines.add(event);
        try {
            action.run();
        } finally {
            running.set(null);
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    List<String> violations() {
        return violations;
    }

    private void requireOrder(String event) {
        if (event.equals("opened") != lines.isEmpty()) {
            violations.add(session + ": " + event + " after " + lines);
        } else if (!lines.isEmpty() && lines.get(lines.size() - 1).startsWith("closed ")) {
            violations.add(session + ": " + event + " after closed");
        }
    }
}
