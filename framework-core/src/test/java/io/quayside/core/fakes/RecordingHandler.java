package io.quayside.core.fakes;

import io.quayside.api.session.CloseReason;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionHandler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes down what happens to sessions, and watches over S1 and S2: callbacks of one session don't overlap, opened comes
 * first, closed last, both once. What it does besides is up to the test; by default, what {@link SessionHandler} does.
 */
public final class RecordingHandler implements SessionHandler<String> {
    private final Map<Session<String>, Diary> diaries = new ConcurrentHashMap<>();
    private final List<Session<String>> sessions = new CopyOnWriteArrayList<>();
    private volatile Consumer<Session<String>> onOpened = SessionHandler.super::opened;
    private volatile BiConsumer<Session<String>, String> onMessage = (session, message) -> {};
    private volatile Consumer<Session<String>> onWritable = SessionHandler.super::writable;
    private volatile Consumer<Session<String>> onIdle = SessionHandler.super::idle;
    private volatile Consumer<Session<String>> onEndOfStream = SessionHandler.super::endOfStream;
    private volatile BiConsumer<Session<String>, CloseReason> onClosed = SessionHandler.super::closed;

    /** What else to do when a session is open. */
    public RecordingHandler onOpened(Consumer<Session<String>> action) {
        onOpened = action;
        return this;
    }

    /** What else to do with a message. */
    public RecordingHandler onMessage(BiConsumer<Session<String>, String> action) {
        onMessage = action;
        return this;
    }

    /** What else to do when a session is writable. */
    public RecordingHandler onWritable(Consumer<Session<String>> action) {
        onWritable = action;
        return this;
    }

    /** What to do when a session is idle. */
    public RecordingHandler onIdle(Consumer<Session<String>> action) {
        onIdle = action;
        return this;
    }

    /** What to do at the end of a stream. */
    public RecordingHandler onEndOfStream(Consumer<Session<String>> action) {
        onEndOfStream = action;
        return this;
    }

    /** What else to do when a session is closed. */
    public RecordingHandler onClosed(BiConsumer<Session<String>, CloseReason> action) {
        onClosed = action;
        return this;
    }

    @Override
    public void opened(Session<String> session) {
        sessions.add(session);
        diary(session).write("opened", () -> onOpened.accept(session));
    }

    @Override
    public void message(Session<String> session, String message) {
        diary(session).write("message " + message, () -> onMessage.accept(session, message));
    }

    @Override
    public void writable(Session<String> session) {
        diary(session).write("writable", () -> onWritable.accept(session));
    }

    @Override
    public void idle(Session<String> session) {
        diary(session).write("idle", () -> onIdle.accept(session));
    }

    @Override
    public void endOfStream(Session<String> session) {
        diary(session).write("end of stream", () -> onEndOfStream.accept(session));
    }

    @Override
    public void closed(Session<String> session, CloseReason reason) {
        diary(session).reason = reason;
        diary(session).write("closed " + reason.kind(), () -> onClosed.accept(session, reason));
    }

    /** The sessions opened so far, in order. */
    public List<Session<String>> sessions() {
        return sessions;
    }

    /** What happened to a session so far. */
    public List<String> events(Session<String> session) {
        return diary(session).lines();
    }

    /** The messages that a session was handed so far. */
    public List<String> messages(Session<String> session) {
        return events(session).stream()
                .filter(event -> event.startsWith("message "))
                .map(event -> event.substring("message ".length()))
                .toList();
    }

    /** Why a session was closed. */
    public CloseReason reason(Session<String> session) {
        CloseReason reason = diary(session).reason;
        if (reason == null) {
            throw new AssertionError(session + " is not closed; " + events(session));
        }
        return reason;
    }

    /** Writes something down that the test's own tasks did, under the same watch as a callback. */
    public void note(Session<String> session, String event) {
        note(session, event, () -> {});
    }

    /** As {@link #note(Session, String)}, while the task does something. */
    public void note(Session<String> session, String event, Runnable action) {
        diary(session).write(event, action);
    }

    /** What was called when it may not be called. */
    public List<String> violations() {
        return diaries.values().stream()
                .flatMap(diary -> diary.violations().stream())
                .toList();
    }

    /** Sessions that were opened and not closed. */
    public long unclosed() {
        return diaries.values().stream()
                .filter(diary -> !diary.lines().isEmpty() && diary.reason == null)
                .count();
    }

    private Diary diary(Session<String> session) {
        return diaries.computeIfAbsent(session, s -> new Diary(s.toString()));
    }
}
