package io.quayside.tck.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.ConnectionHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection in memory, and its peer: what the rule does as the peer ({@code says}, {@code ends}, {@code resets},
 * {@code takes}) and what the peer has seen.
 *
 * <p>Everything that changes is guarded by {@code lock}; callbacks run outside it.
 */
final class Wire implements Connection {
    private static final int FIRST_PORT = 1_024;

    private final Wires transport;
    private final int number;
    private final Lane receiving;
    private final Lane sending;
    private final AtomicBoolean inSend = new AtomicBoolean();
    private final Object lock = new Object();
    private final Queue<IoContext> receives = new ArrayDeque<>();
    private final Queue<IoContext> sends = new ArrayDeque<>();
    private final Queue<ByteBuffer> said = new ArrayDeque<>();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private @Nullable ConnectionHandler handler;
    private @Nullable Throwable cause;
    private long willTake = Long.MAX_VALUE;
    private long received;
    private long sent;
    private int underWay;
    private boolean shut;
    private boolean ended;
    private boolean endTold;
    private boolean closing;
    private boolean over;

    Wire(Wires transport, Turns turns, int number) {
        this.transport = transport;
        this.number = number;
        this.receiving = new Lane(turns);
        this.sending = new Lane(turns);
    }

    // ---- the peer

    /** The peer sends lines; they arrive together. */
    void says(String... lines) {
        saysPart(Lines.of(lines));
    }

    /** The peer sends something that needn't be a line. */
    void saysPart(String bytes) {
        synchronized (lock) {
            if (!bytes.isEmpty()) {
                said.add(ByteBuffer.wrap(bytes.getBytes(UTF_8)));
            }
            complete();
        }
    }

    /** The peer ends its stream, and goes on reading. */
    void ends() {
        synchronized (lock) {
            ended = true;
            complete();
        }
    }

    void resets() {
        finish(new IOException("Connection reset by peer"));
    }

    /** The peer takes so many bytes more, and then no others. */
    void takes(long bytes) {
        synchronized (lock) {
            willTake = bytes;
            complete();
        }
    }

    void takesAll() {
        takes(Long.MAX_VALUE);
    }

    /** All that the peer has taken. */
    String heard() {
        synchronized (lock) {
            return heard.toString(UTF_8);
        }
    }

    /** Whether the peer has seen the end of the stream, in order. */
    boolean sawEnd() {
        synchronized (lock) {
            return shut && sends.isEmpty();
        }
    }

    boolean isClosed() {
        synchronized (lock) {
            return closing;
        }
    }

    boolean isStarted() {
        synchronized (lock) {
            return handler != null;
        }
    }

    boolean isUnfinished() {
        synchronized (lock) {
            return handler != null && !over;
        }
    }

    // ---- the connection

    @Override
    public SocketAddress remoteAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), FIRST_PORT + number);
    }

    @Override
    public SocketAddress localAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public void start(ConnectionHandler completions) {
        synchronized (lock) {
            require(handler == null, "started twice");
            handler = completions;
            closeWhenDone();
        }
    }

    @Override
    public boolean receive(IoContext context) {
        synchronized (lock) {
            require(handler != null, "a receive before the start");
            require(context.buffer().hasRemaining(), "a receive without room");
            if (closing || endTold) {
                return false;
            }
            context.operation(Operation.RECEIVE);
            context.sequence(received++);
            receives.add(context);
            complete();
            return true;
        }
    }

    @Override
    public boolean send(IoContext first) {
        require(inSend.compareAndSet(false, true), "two sends at once");
        try {
            synchronized (lock) {
                require(handler != null, "a send before the start");
                if (closing || shut) {
                    return false;
                }
                post(first);
                complete();
                return true;
            }
        } finally {
            inSend.set(false);
        }
    }

    @Override
    public void shutdownOutput() {
        synchronized (lock) {
            shut = true;
        }
    }

    @Override
    public void close() {
        finish(null);
    }

    @Override
    public void abort() {
        finish(null);
    }

    // ---- under the lock

    private void post(IoContext first) {
        IoContext next = first;
        while (next != null) {
            IoContext context = next;
            require(context.buffer().hasRemaining(), "a send without bytes");
            next = context.next();
            context.next(null);
            context.operation(Operation.SEND);
            context.sequence(sent++);
            sends.add(context);
        }
    }

    /** Completes what can be completed now, in the order posted. */
    private void complete() {
        while (!closing && !receives.isEmpty() && !said.isEmpty()) {
            IoContext context = receives.remove();
            fill(context.buffer());
            completed(receiving, to -> to.received(context));
        }
        if (!closing && ended && !endTold && said.isEmpty() && !receives.isEmpty()) {
            endTold = true;
            IoContext context = receives.remove();
            completed(receiving, to -> to.endOfStream(context));
        }
        while (!closing && !sends.isEmpty() && takeFirst()) {
            IoContext context = sends.remove();
            completed(sending, to -> to.sent(context));
        }
    }

    private void fill(ByteBuffer room) {
        ByteBuffer chunk = said.element();
        int part = Math.min(room.remaining(), chunk.remaining());
        room.put(chunk.slice(chunk.position(), part));
        chunk.position(chunk.position() + part);
        if (!chunk.hasRemaining()) {
            said.remove();
        }
    }

    private boolean takeFirst() {
        ByteBuffer bytes = sends.element().buffer();
        byte[] part = new byte[(int) Math.min(willTake, bytes.remaining())];
        bytes.get(part);
        heard.writeBytes(part);
        willTake -= willTake == Long.MAX_VALUE ? 0 : part.length;
        return !bytes.hasRemaining();
    }

    private void finish(@Nullable Throwable why) {
        synchronized (lock) {
            if (closing) {
                return;
            }
            closing = true;
            cause = why;
            Throwable reason = why == null ? new AsynchronousCloseException() : why;
            fail(receiving, receives, reason);
            fail(sending, sends, reason);
            closeWhenDone();
        }
    }

    private void fail(Lane lane, Queue<IoContext> posted, Throwable reason) {
        while (!posted.isEmpty()) {
            IoContext context = posted.remove();
            completed(lane, to -> to.failed(context, reason));
        }
    }

    private void completed(Lane lane, Consumer<ConnectionHandler> completion) {
        ConnectionHandler to = requireNonNull(handler);
        underWay++;
        lane.add(() -> {
            try {
                completion.accept(to);
            } catch (RuntimeException | Error thrown) {
                transport.note(this + ": a completion threw " + thrown);
                finish(thrown);
            } finally {
                synchronized (lock) {
                    underWay--;
                    closeWhenDone();
                }
            }
        });
    }

    private void closeWhenDone() {
        if (handler == null || !closing || over || underWay > 0) {
            return;
        }
        over = true;
        ConnectionHandler to = handler;
        Throwable why = cause;
        receiving.add(() -> to.closed(why));
    }

    private void require(boolean holds, String violation) {
        if (!holds) {
            transport.note(this + ": " + violation);
            throw new IllegalStateException(violation);
        }
    }

    @Override
    public String toString() {
        return "connection " + number;
    }
}
