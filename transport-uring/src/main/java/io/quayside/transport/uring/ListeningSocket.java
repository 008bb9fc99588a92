package io.quayside.transport.uring;

import io.quayside.api.transport.AcceptHandler;
import io.quayside.transport.uring.ring.Sockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One bound socket, which every worker polls: whichever is free accepts, and a blocked one stops nobody.
 *
 * <p><b>Concurrency.</b> The close stops the system from listening at once, and has each worker give its poll up. The last
 * one to have done so closes the descriptor, since until then one of them may be using it.
 *
 * <pre>
 *   accepting ---- failed for want of something, the first to see it ----> backing off ---- later ----> accepting
 * </pre>
 */
final class ListeningSocket {
    private static final long FIRST_RETRY_MILLIS = 10;
    private static final long LAST_RETRY_MILLIS = 1_000;

    private final int socket;
    private final InetSocketAddress address;
    private final AcceptHandler handler;
    private final List<ListenerPoll> polls = new ArrayList<>();
    private final AtomicInteger polling = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean backingOff = new AtomicBoolean();
    private volatile long retryMillis = FIRST_RETRY_MILLIS;

    private ListeningSocket(int socket, InetSocketAddress address, AcceptHandler handler) {
        this.socket = socket;
        this.address = address;
        this.handler = handler;
    }

    /** Binds without accepting yet. */
    static ListeningSocket bind(UringSettings settings, InetSocketAddress wanted, AcceptHandler handler)
            throws IOException {
        Failures.prepare();
        int socket = Sockets.openListening(wanted.getAddress());
        try {
            SocketOptions.ofListening(socket, settings);
            InetSocketAddress bound = Sockets.listen(socket, wanted, settings.backlog());
            return new ListeningSocket(socket, bound, handler);
        } catch (IOException | RuntimeException e) {
            Sockets.close(socket);
            throw e;
        }
    }

    /** Gives up a socket that nobody polls yet. */
    void discard() {
        Sockets.close(socket);
    }

    /** Accepts from now on, on these workers. */
    void accept(List<Worker> workers) {
        workers.forEach(worker -> polls.add(new ListenerPoll(worker, this)));
        polling.set(polls.size());
        polls.forEach(Resident::signal);
    }

    InetSocketAddress address() {
        return address;
    }

    /** Gives the socket up; from any thread, any number of times. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            Sockets.stopListening(socket);
            polls.forEach(Resident::signal);
        }
    }

    boolean isClosed() {
        return closed.get();
    }

    /** Whether a worker may accept. */
    boolean isAccepting() {
        return !closed.get() && !backingOff.get();
    }

    int socket() {
        return socket;
    }

    AcceptHandler handler() {
        return handler;
    }

    /** Whether every address of the machine is listened at, so that each connection has to be asked for its own. */
    boolean isAnyAddress() {
        return address.getAddress().isAnyLocalAddress();
    }

    /** An accept has succeeded. */
    void succeeded() {
        if (retryMillis != FIRST_RETRY_MILLIS) {
            retryMillis = FIRST_RETRY_MILLIS;
        }
    }

    /** An accept has failed: answers how many milliseconds to wait, or 0 when somebody else is waiting already. */
    long backOff() {
        if (!backingOff.compareAndSet(false, true)) {
            return 0;
        }
        long millis = retryMillis;
        retryMillis = Math.min(2 * millis, LAST_RETRY_MILLIS);
        return millis;
    }

    /** Whoever backed off has waited. */
    void goOn() {
        backingOff.set(false);
    }

    /** A worker has given its poll up. */
    void left() {
        if (polling.decrementAndGet() == 0) {
            Sockets.close(socket);
        }
    }

    @Override
    public String toString() {
        return "listener at " + address;
    }
}
