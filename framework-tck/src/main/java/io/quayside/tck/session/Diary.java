package io.quayside.tck.session;

import io.quayside.api.codec.CodecException;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionHandler;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The plugin of the rules: writes down what happens to each session, and what of it should not: callbacks that overlap (S1),
 * or that come before opened or after closed (S2). What it does besides is the rule's.
 */
final class Diary implements SessionHandler<String> {
    private final Map<Session<String>, Pages> sessions = Collections.synchronizedMap(new IdentityHashMap<>());
    private final List<String> violations = new CopyOnWriteArrayList<>();
    volatile Consumer<Session<String>> onOpened = session -> {};
    volatile BiConsumer<Session<String>, String> onMessage = (session, message) -> {};
    volatile Consumer<Session<String>> onWritable = session -> {};
    volatile Consumer<Session<String>> onIdle = SessionHandler.super::idle;
    volatile Consumer<Session<String>> onEndOfStream = SessionHandler.super::endOfStream;
    volatile Consumer<Session<String>> onClosed = session -> {};

    /** Written down only where a rule is about it. */
    volatile @Nullable Consumer<Session<String>> onMalformed;

    private static final class Pages {
        final List<String> lines = new CopyOnWriteArrayList<>();
        final AtomicReference<@Nullable String> running = new AtomicReference<>();
        volatile @Nullable CloseReason reason;
    }

    @Override
    public void opened(Session<String> session) {
        write(session, "opened", () -> onOpened.accept(session));
    }

    @Override
    public void message(Session<String> session, String message) {
        write(session, message, () -> onMessage.accept(session, message));
    }

    @Override
    public void writable(Session<String> session) {
        write(session, "writable", () -> onWritable.accept(session));
    }

    @Override
    public void idle(Session<String> session) {
        write(session, "idle", () -> onIdle.accept(session));
    }

    @Override
    public void endOfStream(Session<String> session) {
        write(session, "end of stream", () -> onEndOfStream.accept(session));
    }

    @Override
    public void malformed(Session<String> session, CodecException cause) {
        Consumer<Session<String>> lastWord = onMalformed;
        if (lastWord != null) {
            write(session, "malformed", () -> lastWord.accept(session));
        }
    }

    @Override
    public void closed(Session<String> session, CloseReason reason) {
        pages(session).reason = reason;
        write(session, "closed", () -> onClosed.accept(session));
    }

    /** What a task of the rule does in the session's name, under the same watch as a callback. */
    void write(Session<String> session, String event, Runnable action) {
        Pages pages = pages(session);
        String other = pages.running.getAndSet(event);
        if (other != null) {
            violations.add(event + " came while " + other + " was running (S1)");
        }
        if (event.equals("opened") != pages.lines.isEmpty()) {
            violations.add(event + " came after " + pages.lines + " (S2)");
        } else if (pages.lines.contains("closed")) {
            violations.add(event + " came after closed (S2)");
        }
        pages.lines.add(event);
        try {
            action.run();
        } finally {
            pages.running.set(null);
        }
    }

    /** What has happened to a session. */
    List<String> of(Session<String> session) {
        return pages(session).lines;
    }

    /** Why a session ended. */
    CloseReason reason(Session<String> session) {
        CloseReason reason = pages(session).reason;
        if (reason == null) {
            throw new AssertionError("the session wasn't told closed; it was told " + of(session));
        }
        return reason;
    }

    List<String> violations() {
        return violations;
    }

    /** Sessions that were told opened and not closed. */
    long unclosed() {
        synchronized (sessions) {
            return sessions.values().stream()
                    .filter(pages -> !pages.lines.isEmpty() && pages.reason == null)
                    .count();
        }
    }

    private Pages pages(Session<String> session) {
        return sessions.computeIfAbsent(session, s -> new Pages());
    }
}
