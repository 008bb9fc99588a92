package io.quayside.tck.transport;

import static java.util.Objects.requireNonNull;

import io.quayside.api.Open;
import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.ConnectionHandler;
import io.quayside.tck.transport.Event.Kind;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Posts for one connection, records what comes back, and checks what holds always: each post completes once, completions of
 * one direction don't overlap and come in order of their sequence numbers, and nothing comes after closed.
 *
 * <p>Asked from outside of the transport, called back on workers, posted through from anywhere.
 *
 * @since 0.1
 */
@Open
public class Recorder implements ConnectionHandler {
    private final Bench bench;
    private final Connection connection;
    private final Queue<Event> events = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable AssertionError> violation = new AtomicReference<>();
    private final AtomicBoolean receiving = new AtomicBoolean();
    private final AtomicBoolean sending = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicLong nextReceived = new AtomicLong();
    private final AtomicLong nextSent = new AtomicLong();
    private volatile @Nullable Event closing;

    /** Posts and records for a connection; does not start it. */
    public Recorder(Connection connection, Bench bench) {
        this.connection = connection;
        this.bench = bench;
    }

    /** What it is about. */
    public final Connection connection() {
        return connection;
    }

    /** Posts a receive; false when it is refused. */
    public final boolean receive(int capacity) {
        return receive(bench.contexts().empty(capacity));
    }

    /** Posts a receive; a refused context is checked and released. */
    public final boolean receive(IoContext context) {
        bench.contexts().posting(context);
        if (connection.receive(context)) {
            return true;
        }
        giveUp(context);
        return false;
    }

    /** Posts a receive without a context; false when it is refused. */
    public final boolean receive() {
        bench.contexts().posting();
        boolean posted = false;
        try {
            posted = connection.receive();
        } finally {
            if (!posted) {
                bench.contexts().refused();
            }
        }
        return posted;
    }

    /** Posts the byte arrays together; false when they are refused. */
    public final boolean send(byte[]... chunks) {
        IoContext[] posted = new IoContext[chunks.length];
        for (int i = 0; i < chunks.length; i++) {
            posted[i] = bench.contexts().filled(chunks[i]);
        }
        return send(posted);
    }

    /** Posts contexts together; refused ones are checked and released. */
    public final boolean send(IoContext... posted) {
        for (IoContext context : posted) {
            bench.contexts().posting(context);
        }
        for (int i = 1; i < posted.length; i++) {
            posted[i - 1].next(posted[i]);
        }
        boolean accepted = connection.send(posted[0]);
        if (!accepted) {
            for (int i = 0; i < posted.length; i++) {
                check(
                        posted[i].next() == (i + 1 < posted.length ? posted[i + 1] : null),
                        "T1: a refused chain is left as it was, and this context has another behind it: " + posted[i]);
                giveUp(posted[i]);
            }
        }
        return accepted;
    }

    private void giveUp(IoContext context) {
        check(
                context.operation() == Operation.NONE,
                "T1: a refused context is left as it was, and is marked: " + context);
        bench.contexts().back(context);
        bench.contexts().giveBack(context);
    }

    /** The next event; fails when there will be none. */
    public final Event next() {
        return next("an event");
    }

    /** The next event, which has to be of this kind. */
    public final Event next(Kind kind) {
        Event event = next(kind.toString());
        if (event.kind() != kind) {
            throw new AssertionError(kind + " was to come, and " + event + " came", event.cause());
        }
        return event;
    }

    private Event next(String what) {
        Event event = events.poll();
        if (event == null) {
            bench.harness().await(what + " to come for " + connection, () -> !events.isEmpty());
            event = events.poll();
        }
        return requireNonNull(event);
    }

    /** Waits for closed; events before it stay to be looked at. */
    public final Event awaitClosed() {
        bench.harness().await("closed to come for " + connection, this::isClosed);
        return requireNonNull(closing);
    }

    /** Whether closed has come. */
    public final boolean isClosed() {
        return closing != null;
    }

    /** No event waits to be looked at. */
    public final void assertQuiet() {
        if (!events.isEmpty()) {
            throw new AssertionError("nothing more was to come now, and there is " + events);
        }
    }

    /** Throws what went wrong in a callback. */
    public final void assertLawful() {
        AssertionError first = violation.get();
        if (first != null) {
            throw first;
        }
    }

    @Override
    public final void received(IoContext context) {
        enter(receiving);
        ordered(context, nextReceived, "T3");
        check(
                context.operation() == Operation.NONE,
                "T1: a completed context is posted no more, and is marked: " + context);
        bench.contexts().back(context);
        byte[] bytes = bytes(context);
        check(bytes.length > 0, "T3: received brings one byte at the least, and brought none");
        record(Kind.RECEIVED, context.sequence(), bytes, null);
        try {
            onReceived(context, bytes);
        } finally {
            receiving.set(false);
        }
    }

    @Override
    public final void endOfStream(IoContext context) {
        enter(receiving);
        ordered(context, nextReceived, "T3");
        bench.contexts().back(context);
        checkRoomless(context);
        bench.contexts().giveBack(context);
        record(Kind.END_OF_STREAM, context.sequence(), new byte[0], null);
        try {
            onEndOfStream();
        } finally {
            receiving.set(false);
        }
    }

    @Override
    public final void sent(IoContext context) {
        enter(sending);
        ordered(context, nextSent, "T4");
        check(
                context.operation() == Operation.NONE,
                "T1: a completed context is posted no more, and is marked: " + context);
        check(
                !context.buffer().hasRemaining(),
                "T4: all of a context is sent before it is completed, and something remains of " + context);
        check(context.next() == null, "T4: contexts come back one by one, and another is chained behind " + context);
        bench.contexts().back(context);
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
        check(
                receive || context.operation() == Operation.SEND,
                "T1: a failed context tells what it was posted for, and doesn't: " + context);
        enter(receive ? receiving : sending);
        ordered(context, receive ? nextReceived : nextSent, receive ? "T3" : "T4");
        bench.contexts().back(context);
        checkRoomless(context);
        bench.contexts().giveBack(context);
        record(receive ? Kind.FAILED_RECEIVE : Kind.FAILED_SEND, context.sequence(), new byte[0], cause);
        try {
            onFailed(cause);
        } finally {
            (receive ? receiving : sending).set(false);
        }
    }

    @Override
    public final void closed(@Nullable Throwable cause) {
        check(
                !receiving.get() && !sending.get(),
                "T2: closed comes when every completion has returned, and came before");
        check(closed.compareAndSet(false, true), "T2: closed comes once, and came twice");
        record(Kind.CLOSED, -1, new byte[0], cause);
        closing = new Event(Kind.CLOSED, -1, new byte[0], cause);
        onClosed(cause);
    }

    /** Takes the context over; releases it unless overridden. */
    protected void onReceived(IoContext context, byte[] bytes) {
        bench.contexts().giveBack(context);
    }

    /** The peer has ended its stream. */
    protected void onEndOfStream() {}

    /** Takes the context over; releases it unless overridden. */
    protected void onSent(IoContext context) {
        bench.contexts().giveBack(context);
    }

    /** An operation failed; its context is released already. */
    protected void onFailed(Throwable cause) {}

    /** The connection is closed. */
    protected void onClosed(@Nullable Throwable cause) {}

    /** Whether events are kept to be looked at; a test with millions of them says no. */
    protected boolean keeps(Kind kind) {
        return true;
    }

    private void record(Kind kind, long sequence, byte[] bytes, @Nullable Throwable cause) {
        check(kind == Kind.CLOSED || !closed.get(), "T2: nothing comes after closed, and " + kind + " came");
        if (keeps(kind)) {
            events.add(new Event(kind, sequence, bytes, cause));
        }
    }

    private void enter(AtomicBoolean direction) {
        check(
                direction.compareAndSet(false, true),
                "completions of one direction don't overlap (ConnectionHandler), and two of "
                        + (direction == receiving ? "receives" : "sends") + " did");
    }

    private void checkRoomless(IoContext context) {
        check(
                !bench.contexts().isLent(context)
                        || context.operation() == Operation.SEND
                        || context.buffer().capacity() == 0,
                "T1: where nothing came, nothing is lent (Connection.receive), and this was: " + context);
    }

    private void ordered(IoContext context, AtomicLong next, String law) {
        long expected = next.getAndIncrement();
        check(
                context.sequence() == expected,
                law + ": completions come in the order posted, and number " + context.sequence() + " came in place of "
                        + expected);
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            violation.compareAndSet(null, new AssertionError(otherwise));
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
