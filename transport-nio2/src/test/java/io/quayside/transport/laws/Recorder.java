package io.quayside.transport.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.ConnectionHandler;
import io.quayside.transport.laws.Event.Kind;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Posts for one connection, records what comes back, and checks what holds always: each post completes once, completions of
 * one direction don't overlap and come in order of their sequence numbers, and nothing comes after closed.
 */
public class Recorder implements ConnectionHandler {
    protected final Contexts contexts;
    private final Connection connection;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final List<Throwable> violations = new CopyOnWriteArrayList<>();
    private final AtomicBoolean receiving = new AtomicBoolean();
    private final AtomicBoolean sending = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicLong nextReceived = new AtomicLong();
    private final AtomicLong nextSent = new AtomicLong();
    private final CompletableFuture<Event> closing = new CompletableFuture<>();

    public Recorder(Connection connection, Contexts contexts) {
        this.connection = connection;
        this.contexts = contexts;
    }

    public final Connection connection() {
        return connection;
    }

    /** Posts a receive; false when it is refused. */
    public final boolean receive(int capacity) {
        return receive(contexts.empty(capacity));
    }

    /** Posts a receive; a refused context is checked and released. */
    public final boolean receive(IoContext context) {
        contexts.posting(context);
        if (connection.receive(context)) {
            return true;
        }
        giveUp(context);
        return false;
    }

    /** Posts the byte arrays together; false when they are refused. */
    public final boolean send(byte[]... chunks) {
        IoContext[] posted = new IoContext[chunks.length];
        for (int i = 0; i < chunks.length; i++) {
            posted[i] = contexts.filled(chunks[i]);
        }
        return send(posted);
    }

    /** Posts contexts together; refused ones are checked and released. */
    public final boolean send(IoContext... posted) {
        for (IoContext context : posted) {
            contexts.posting(context);
        }
        for (int i = 1; i < posted.length; i++) {
            posted[i - 1].next(posted[i]);
        }
        boolean accepted = connection.send(posted[0]);
        if (!accepted) {
            for (int i = 0; i < posted.length; i++) {
                check(
                        posted[i].next() == (i + 1 < posted.length ? posted[i + 1] : null),
                        "a refused context is not chained as it was: " + posted[i]);
                giveUp(posted[i]);
            }
        }
        return accepted;
    }

    private void giveUp(IoContext context) {
        check(context.operation() == Operation.NONE, "a refused context is still marked " + context);
        contexts.back(context);
        context.release();
    }

    /** The next event; fails when there is none for some seconds. */
    public final Event next() {
        try {
            Event event = events.poll(20, TimeUnit.SECONDS);
            assertNotNull(event, "no event came");
            return event;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The next event, which has to be of this kind. */
    public final Event next(Kind kind) {
        Event event = next();
        assertEquals(kind, event.kind(), () -> event.toString());
        return event;
    }

    /** Waits for closed; events before it stay to be looked at. */
    public final Event awaitClosed() {
        try {
            return closing.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("closed did not come", e);
        }
    }

    public final boolean isClosed() {
        return closing.isDone();
    }

    /** No event waits to be looked at. */
    public final void assertQuiet() {
        assertEquals(List.of(), List.copyOf(events));
    }

    /** Throws what went wrong in a callback. */
    public final void assertLawful() {
        if (!violations.isEmpty()) {
            throw new AssertionError("broken laws", violations.get(0));
        }
    }

    @Override
    public final void received(IoContext context) {
        enter(receiving, "receive completions overlap");
        ordered(context, nextReceived);
        check(context.operation() == Operation.NONE, "the operation is still set");
        contexts.back(context);
        byte[] bytes = bytes(context);
        check(bytes.length > 0, "nothing was received");
        record(Kind.RECEIVED, context.sequence(), bytes, null);
        try {
            onReceived(context, bytes);
        } finally {
            receiving.set(false);
        }
    }

    @Override
    public final void endOfStream(IoContext context) {
        enter(receiving, "receive completions overlap");
        ordered(context, nextReceived);
        contexts.back(context);
        context.release();
        record(Kind.END_OF_STREAM, context.sequence(), new byte[0], null);
        try {
            onEndOfStream();
        } finally {
            receiving.set(false);
        }
    }

    @Override
    public final void sent(IoContext context) {
        enter(sending, "send completions overlap");
        ordered(context, nextSent);
        check(context.operation() == Operation.NONE, "the operation is still set");
        check(!context.buffer().hasRemaining(), "sent, but something remains");
        contexts.back(context);
        record(Kind.SENT, context.sequence(), new byte[0], null);
        try {
            onSent(context);
        } finally {
            sending.set(false);
        }
    }

    @Override
    public final void failed(IoContext context, Throwable cause) {
        boolean receive = context.operation() == Operation.RECEIVE;
        check(receive || context.operation() == Operation.SEND, "failed, but which operation?");
        enter(receive ? receiving : sending, "completions overlap");
        ordered(context, receive ? nextReceived : nextSent);
        contexts.back(context);
        context.release();
        record(receive ? Kind.FAILED_RECEIVE : Kind.FAILED_SEND, context.sequence(), new byte[0], cause);
        try {
            onFailed(cause);
        } finally {
            (receive ? receiving : sending).set(false);
        }
    }

    @Override
    public final void closed(@Nullable Throwable cause) {
        check(!receiving.get() && !sending.get(), "closed while a completion has not returned");
        check(closed.compareAndSet(false, true), "closed twice");
        record(Kind.CLOSED, -1, new byte[0], cause);
        closing.complete(new Event(Kind.CLOSED, -1, new byte[0], cause));
        onClosed(cause);
    }

    /** Takes the context over; releases it unless overridden. */
    protected void onReceived(IoContext context, byte[] bytes) {
        context.release();
    }

    protected void onEndOfStream() {}

    /** Takes the context over; releases it unless overridden. */
    protected void onSent(IoContext context) {
        context.release();
    }

    protected void onFailed(Throwable cause) {}

    protected void onClosed(@Nullable Throwable cause) {}

    /** Whether events are kept to be looked at; a test with millions of them says no. */
    protected boolean keeps(Kind kind) {
        return true;
    }

    private void record(Kind kind, long sequence, byte[] bytes, @Nullable Throwable cause) {
        check(kind == Kind.CLOSED || !closed.get(), kind + " after closed");
        if (keeps(kind)) {
            events.add(new Event(kind, sequence, bytes, cause));
        }
    }

    private void enter(AtomicBoolean direction, String violation) {
        check(direction.compareAndSet(false, true), violation);
    }

    private void ordered(IoContext context, AtomicLong next) {
        long expected = next.getAndIncrement();
        check(context.sequence() == expected, "sequence " + context.sequence() + " came in place of " + expected);
    }

    private void check(boolean holds, String violation) {
        if (!holds) {
            violations.add(new AssertionError(violation));
        }
    }

    private static byte[] bytes(IoContext context) {
        ByteBuffer view = context.view();
        view.clear().limit(context.buffer().position());
        byte[] bytes = new byte[view.remaining()];
        view.get(bytes);
        return bytes;
    }
}
