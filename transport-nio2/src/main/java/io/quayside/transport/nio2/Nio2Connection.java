package io.quayside.transport.nio2;

import static java.util.Objects.requireNonNull;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.ConnectionHandler;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One socket's life: started, receiving and sending side by side, closed once.
 *
 * <p>Each direction carries out its own posts ({@link Direction}); here is what they are (a read, a write), what is handed
 * over for them, and how both come to an end together.
 *
 * <p><b>Concurrency.</b> One word holds what happened, and a count of who must be done before {@code closed} may come: the
 * two directions, and whoever is closing the channel.
 *
 * <pre>
 *                    start                     close, failure, callback that threw
 *   2 directions  ----------> 2, STARTED  ------------------------------------------> 3, STARTED, CLOSING
 *        |                                                                                  |
 *        | close                                   channel closed: -1;  each direction,     |
 *        v                                         its last callback returned: -1           v
 *   3, CLOSING ------- ... -------> 0, CLOSING ---- start ----------------------> 0, STARTED, CLOSING
 *                                   nobody to tell                                closed is delivered, once
 * </pre>
 *
 * <p>SHUTDOWN is set beside these when the output is to end after what was posted. A direction that becomes free looks at
 * the word afterwards, and whoever sets CLOSING or SHUTDOWN looks at the directions afterwards, so that one of the two
 * sees the other. {@code closed} is always a task of its own on a worker: it nests in no other callback and in no post.
 */
final class Nio2Connection implements Connection {
    private static final Logger LOGGER = System.getLogger(Nio2Connection.class.getName());

    private static final int STARTED = 1;
    private static final int SHUTDOWN = 1 << 1;
    private static final int CLOSING = 1 << 2;
    private static final int ONE = 1 << 3;
    private static final int GATHERED = 16;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Nio2Connection.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Nio2Transport transport;
    private final AsynchronousSocketChannel channel;
    private final SocketAddress localAddress;
    private final SocketAddress remoteAddress;
    private final Incoming incoming = new Incoming();
    private final Outgoing outgoing = new Outgoing();
    private volatile int state = 2 * ONE;
    private @Nullable ConnectionHandler handler;
    private @Nullable Throwable cause;

    Nio2Connection(Nio2Transport transport, AsynchronousSocketChannel channel) throws IOException {
        this.transport = transport;
        this.channel = channel;
        this.localAddress = channel.getLocalAddress();
        this.remoteAddress = channel.getRemoteAddress();
    }

    @Override
    public SocketAddress remoteAddress() {
        return remoteAddress;
    }

    @Override
    public SocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public void start(ConnectionHandler handler) {
        requireNonNull(handler, "handler");
        if (this.handler != null) {
            throw new IllegalStateException(this + " was started already");
        }
        this.handler = handler;
        int before = (int) STATE.getAndBitwiseOr(this, STARTED);
        if (before < ONE) {
            transport.deliver(this::deliverClosed);
        }
    }

    @Override
    public boolean receive(IoContext context) {
        started();
        requireRemaining(context, "room");
        return !isClosing() && incoming.post(context);
    }

    @Override
    public boolean send(IoContext first) {
        started();
        for (IoContext each = first; each != null; each = each.next()) {
            requireRemaining(each, "bytes");
        }
        return (state & (CLOSING | SHUTDOWN)) == 0 && outgoing.post(first);
    }

    @Override
    public void shutdownOutput() {
        int before = (int) STATE.getAndBitwiseOr(this, SHUTDOWN);
        if ((before & (SHUTDOWN | CLOSING)) == 0) {
            shutdownIfSent();
        }
    }

    @Override
    public void close() {
        close(null, false);
    }

    @Override
    public void abort() {
        close(null, true);
    }

    /** An operation failed. */
    void broken(Throwable cause) {
        close(cause, false);
    }

    /** A callback threw: the connection is closed with that cause, and the worker goes on (T8), whatever it was. */
    void threw(String callback, Throwable cause) {
        close(cause, false);
        try {
            LOGGER.log(Level.WARNING, "Callback " + callback + " of " + this + " threw, which closes it", cause);
        } catch (RuntimeException | Error e) {
            cause.addSuppressed(e); // out of memory, for one: closed is told all the same
        }
    }

    boolean isClosing() {
        return (state & CLOSING) != 0;
    }

    /** Runs on a worker, never within this call; to be used while {@code closed} is still to come. */
    void execute(Runnable task) {
        transport.execute(task);
    }

    /** The worker that the calling thread is, or null. */
    @Nullable Worker currentWorker() {
        return transport.currentWorker();
    }

    /** A direction has nothing more to do for now. */
    void directionFreed(Direction direction) {
        int now = state;
        if ((now & CLOSING) != 0) {
            direction.endUnlessOwned();
        } else if ((now & SHUTDOWN) != 0 && direction == outgoing) {
            shutdownIfSent();
        }
    }

    /** A context could not be carried out, or was cut off; its operation tells which. */
    void deliverFailure(IoContext context, Throwable cause) {
        try {
            started().failed(context, cause);
        } catch (Throwable t) {
            threw("failed", t);
        }
    }

    /** Closes, unless it is closing already: who was first says why. */
    private void close(@Nullable Throwable cause, boolean reset) {
        int before;
        do {
            before = state;
            if ((before & CLOSING) != 0) {
                return;
            }
        } while (!STATE.compareAndSet(this, before, (before | CLOSING) + ONE));
        this.cause = cause;
        closeChannel(reset);
        incoming.endUnlessOwned();
        outgoing.endUnlessOwned();
        leave();
    }

    /** Fails what the channel has pending; the directions are called back for it on workers. */
    private void closeChannel(boolean reset) {
        try {
            if (reset && channel.supportedOptions().contains(StandardSocketOptions.SO_LINGER)) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "The reset of " + this + " could not be asked for", e);
        }
        Nio2Transport.closeChannel(channel);
    }

    private void shutdownIfSent() {
        if (!outgoing.closeIfFree()) {
            return;
        }
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            broken(e);
        }
    }

    /** A direction calls back no more, or the channel is closed: the last of them sees to it that closed is delivered. */
    void leave() {
        int now = (int) STATE.getAndAdd(this, -ONE) - ONE;
        if (now >= ONE) {
            return;
        }
        if ((now & STARTED) != 0) {
            transport.execute(this::closeDelivered);
        } else {
            transport.forget(this);
        }
    }

    private void closeDelivered() {
        deliverClosed();
        transport.forget(this);
    }

    private void deliverClosed() {
        try {
            started().closed(cause);
        } catch (Throwable t) {
            threw("closed", t);
        }
    }

    private ConnectionHandler started() {
        ConnectionHandler started = handler;
        if (started == null) {
            throw new IllegalStateException(this + " has to be started first");
        }
        return started;
    }

    private static void requireRemaining(IoContext context, String what) {
        if (!context.buffer().hasRemaining()) {
            throw new IllegalArgumentException("there are no " + what + " between position and limit of " + context);
        }
    }

    @Override
    public String toString() {
        return "connection " + localAddress + " to " + remoteAddress;
    }

    /** Reads, one context at a time. */
    private final class Incoming extends Direction {
        Incoming() {
            super(Nio2Connection.this, Operation.RECEIVE);
        }

        @Override
        void begin() {
            IoContext context = requireNonNull(first());
            channel.read(context.buffer(), context, this.<Integer>results());
        }

        @Override
        void deliver(int result) {
            IoContext context = poll();
            context.operation(Operation.NONE);
            if (result < 0) {
                stop();
                deliverEnd(context);
                return;
            }
            try {
                started().received(context);
            } catch (Throwable t) {
                threw("received", t);
            }
        }

        private void deliverEnd(IoContext context) {
            try {
                started().endOfStream(context);
            } catch (Throwable t) {
                threw("endOfStream", t);
            }
        }
    }

    /** Writes, up to 16 contexts at a time, and carries on what the system took only a part of. */
    private final class Outgoing extends Direction {
        private @Nullable ByteBuffer @Nullable [] gathered;

        Outgoing() {
            super(Nio2Connection.this, Operation.SEND);
        }

        @Override
        void begin() {
            IoContext context = requireNonNull(first());
            if (context.next() == null) {
                channel.write(context.buffer(), context, this.<Integer>results());
                return;
            }
            @Nullable ByteBuffer[] all = gathered;
            if (all == null) {
                all = new ByteBuffer[GATHERED];
                gathered = all;
            }
            int count = gather(context, all);
            channel.write(all, 0, count, 0, TimeUnit.MILLISECONDS, context, this.<Long>results());
        }

        private static int gather(IoContext front, @Nullable ByteBuffer[] into) {
            int count = 0;
            for (IoContext context = front; context != null && count < GATHERED; context = context.next()) {
                into[count++] = context.buffer();
            }
            return count;
        }

        @Override
        void deliver(int result) {
            if (gathered != null) {
                Arrays.fill(gathered, null); // a quiet connection keeps no buffer of others from being collected
            }
            for (IoContext context = first();
                    context != null && !context.buffer().hasRemaining();
                    context = first()) {
                handOver(poll());
            }
        }

        private void handOver(IoContext context) {
            context.operation(Operation.NONE);
            try {
                started().sent(context);
            } catch (Throwable t) {
                threw("sent", t);
            }
        }
    }
}
