package io.quayside.transport.uring;

import static java.util.Objects.requireNonNull;

import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.ConnectionHandler;
import io.quayside.transport.uring.ring.Errno;
import io.quayside.transport.uring.ring.Operations;
import io.quayside.transport.uring.ring.Ring;
import io.quayside.transport.uring.ring.Sockets;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.SocketAddress;
import java.nio.channels.AsynchronousCloseException;
import org.jspecify.annotations.Nullable;

/**
 * One socket's life, all of it on one worker: started, receiving and sending side by side, closed once.
 *
 * <p>Each direction has one operation in the kernel at most ({@link Direction}). Here is what is handed over, and how both
 * come to an end together. Posts from the worker are prepared at once, and leave with its next wait; those from other
 * threads are left where the worker finds them. No callback is called from within a post, a start or a close.
 *
 * <pre>
 *   open ---- close, failure, callback that threw ----> CLOSING
 *                                                          | what the kernel still has is cancelled, and completes
 *                                                          v
 *                                                       quiet: everything posted fails, the descriptor is closed
 *                                                          |
 *                                                          v
 *                                     FINISHED ---- STARTED, before or afterwards ----> closed is delivered, once
 * </pre>
 *
 * <p><b>Concurrency.</b> One word holds STARTED, SHUTDOWN, CLOSING and FINISHED; any thread may set the first three, each
 * with an atomic step, and signals the worker to act upon it. Everything else is the worker's.
 */
final class UringConnection extends Resident implements Connection {
    static final int RECEIVED = 1;
    static final int RECEIVED_INTO_BUFFER = 2;
    static final int SENT = 3;
    static final int CANCELLED = 4;
    private static final int CLOSED = 5;

    private static final Logger LOGGER = System.getLogger(UringConnection.class.getName());

    private static final int STARTED = 1;
    private static final int SHUTDOWN = 1 << 1;
    private static final int CLOSING = 1 << 2;
    private static final int RESETTING = 1 << 3;
    private static final int FINISHED = 1 << 4;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(UringConnection.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int socket;
    private final SocketAddress localAddress;
    /** The peer's address, or {@link VersionFour#NONE} when it is the other one. */
    private final long remoteVersionFour;

    private final @Nullable SocketAddress otherRemote;
    private final Incoming incoming = new Incoming(this);
    private final Outgoing outgoing = new Outgoing(this);
    private volatile int state;
    private @Nullable Throwable cause;
    private @Nullable ConnectionHandler handler;
    private int pending;
    private boolean cancelled;
    private boolean outputEnded;
    private boolean ended;

    UringConnection(Worker worker, int socket, SocketAddress localAddress, SocketAddress remoteAddress) {
        super(worker);
        this.socket = socket;
        this.localAddress = localAddress;
        this.remoteVersionFour = VersionFour.number(remoteAddress);
        this.otherRemote = remoteVersionFour == VersionFour.NONE ? remoteAddress : null;
    }

    @Override
    public SocketAddress remoteAddress() {
        SocketAddress other = otherRemote;
        return other == null ? VersionFour.address(remoteVersionFour) : other;
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
        if ((before & FINISHED) != 0) {
            worker().transport().deliver(this::deliverClosed);
        }
    }

    @Override
    public boolean receive(IoContext context) {
        started();
        Direction.requireUsable(context, "room");
        return !isClosing() && incoming.post(context);
    }

    @Override
    public int lends() {
        return ReceiveBuffers.SIZE;
    }

    @Override
    public boolean receive() {
        started();
        return !isClosing() && incoming.post(Unlent.ALONE);
    }

    @Override
    public boolean send(IoContext first) {
        started();
        for (IoContext each = first; each != null; each = each.next()) {
            Direction.requireUsable(each, "bytes");
        }
        return (state & (CLOSING | SHUTDOWN)) == 0 && outgoing.post(first);
    }

    @Override
    public void shutdownOutput() {
        int before = (int) STATE.getAndBitwiseOr(this, SHUTDOWN);
        if ((before & (SHUTDOWN | CLOSING)) == 0) {
            signal();
        }
    }

    @Override
    public void close() {
        close(null, CLOSING);
    }

    @Override
    public void abort() {
        close(null, CLOSING | RESETTING);
    }

    /** An operation failed; the result is an error number as a negative one. */
    void broken(int result) {
        if (!isClosing()) {
            close(Errno.exception(-result), CLOSING);
        }
    }

    /** A callback threw: the connection is closed with that cause, and the worker goes on (T8), whatever it was. */
    void threw(String callback, Throwable cause) {
        close(cause, CLOSING);
        try {
            LOGGER.log(Level.WARNING, "Callback " + callback + " of " + this + " threw, which closes it", cause);
        } catch (RuntimeException | Error e) {
            cause.addSuppressed(e); // the stack may be full, or memory: no more can be done about it
        }
    }

    /** Closes, unless it is closing already: who was first says why. */
    private void close(@Nullable Throwable cause, int how) {
        int before;
        do {
            before = state;
            if ((before & CLOSING) != 0) {
                return;
            }
        } while (!STATE.compareAndSet(this, before, before | how));
        if (cause != null) {
            this.cause = cause; // only the worker has one to tell, and it is the one who looks
        }
        signal();
    }

    boolean isClosing() {
        return (state & CLOSING) != 0;
    }

    int socket() {
        return socket;
    }

    Operations operations() {
        return worker().operations();
    }

    /** One more completion is to come. */
    void operationBegun() {
        pending++;
    }

    @Override
    void completed(int kind, int result, int flags) {
        if ((flags & Ring.MORE) == 0) {
            pending--;
        }
        switch (kind) {
            case RECEIVED -> incoming.received(result, flags);
            case RECEIVED_INTO_BUFFER -> incoming.receivedIntoBuffer(result, flags);
            case SENT -> outgoing.completed(result);
            case CANCELLED -> {}
            case CLOSED -> finish();
            default -> throw new IllegalStateException("a completion of kind " + kind);
        }
        endIfClosing();
    }

    @Override
    void attend() {
        incoming.handOver();
        outgoing.goOn();
        endIfClosing();
    }

    @Override
    void transportCloses() {
        close();
    }

    /** Nothing is left to be sent: ends the output if that was asked for. */
    void outputRests() {
        if ((state & SHUTDOWN) == 0 || outputEnded) {
            return;
        }
        outgoing.stop(); // this may list what was posted just before
        if (outgoing.first() != null) {
            outgoing.goOn();
            return;
        }
        outputEnded = true;
        int result = Sockets.shutdownOutput(socket);
        if (result < 0) {
            broken(result);
        }
    }

    private void endIfClosing() {
        if (!isClosing() || ended) {
            return;
        }
        if (pending > 0) {
            cancel();
            return;
        }
        ended = true;
        Throwable why = cause;
        Throwable failure = why instanceof IOException ? why : new AsynchronousCloseException();
        incoming.drop();
        incoming.failAll(failure);
        outgoing.failAll(failure);
        if ((state & RESETTING) != 0) {
            Sockets.resetOnClose(socket);
        }
        operations().close(socket, data(CLOSED));
        pending++;
    }

    private void cancel() {
        if (!cancelled) {
            cancelled = true;
            operations().cancelAll(socket, data(CANCELLED));
            pending++;
        }
    }

    private void finish() {
        worker().slots().remove(this);
        worker().addLoad(-1);
        int before = (int) STATE.getAndBitwiseOr(this, FINISHED);
        if ((before & STARTED) != 0) {
            deliverClosed();
        }
        worker().transport().settle();
    }

    /** Bytes came. */
    void deliverReceived(IoContext context) {
        try {
            started().received(context);
        } catch (Throwable t) {
            threw("received", t);
        }
    }

    /** The peer has ended its stream. */
    void deliverEnd(IoContext context) {
        try {
            started().endOfStream(context);
        } catch (Throwable t) {
            threw("endOfStream", t);
        }
    }

    /** All bytes of a context were handed to the system. */
    void deliverSent(IoContext context) {
        try {
            started().sent(context);
        } catch (Throwable t) {
            threw("sent", t);
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

    @Override
    public String toString() {
        return "connection " + localAddress + " to " + remoteAddress();
    }
}
