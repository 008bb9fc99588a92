package io.quayside.core.fakes;

import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.ConnectHandler;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A transport in memory: no socket, no clock, and with {@link ManualWorkers} no thread either. The peers of its connections
 * are in the hands of the test.
 *
 * <p>Safe for any number of threads.
 */
public final class TestTransport implements Transport {
    private static final int FIRST_LISTENER = 49_152;
    private static final int FIRST_PEER = 1_024;
    private static final int PEERS = 40_000;

    private final Workers workers;
    private final Map<Integer, TestListener> listeners = new ConcurrentHashMap<>();
    private final Set<TestConnection> connections = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<TestConnection> connected = new LinkedBlockingQueue<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final AtomicInteger nextListener = new AtomicInteger(FIRST_LISTENER);
    private final AtomicInteger nextPeer = new AtomicInteger();
    private volatile @Nullable String connectFailure;
    private volatile @Nullable RuntimeException closeFailure;
    private volatile Consumer<InetSocketAddress> listenHook = address -> {};
    private volatile boolean inline;
    private volatile boolean refusing;
    private volatile boolean closed;

    private TestTransport(Workers workers) {
        this.workers = workers;
    }

    /** Everything happens on the test's thread, when it says so. */
    public static TestTransport on(ManualWorkers workers) {
        return new TestTransport(workers);
    }

    /** Everything happens on threads of its own. */
    public static TestTransport threaded(int workers) {
        return new TestTransport(new ThreadWorkers(workers, "test-transport"));
    }

    /** From now on, completes what it can before the post returns. */
    public void completesInline() {
        inline = true;
    }

    boolean isInline() {
        return inline;
    }

    /** From now on, takes no tasks, as while it is closing. */
    public void refusesTasks() {
        refusing = true;
    }

    /** From now on, connects to nobody. */
    public void failsToConnect(String why) {
        connectFailure = why;
    }

    /** Will throw at the end of its close. */
    public void throwsWhenClosed(RuntimeException failure) {
        closeFailure = failure;
    }

    /** Does something whenever somebody wants to listen, before it is let to. */
    public void whenListening(Consumer<InetSocketAddress> hook) {
        listenHook = hook;
    }

    /** A connection as if accepted, not started yet. */
    public TestConnection open() {
        int port = FIRST_PEER + nextPeer.getAndIncrement() % PEERS;
        TestConnection opened = new TestConnection(this, workers, loopback(FIRST_LISTENER), loopback(port));
        connections.add(opened);
        return opened;
    }

    /** A peer connects to a listener's address: its accept handler is told on a worker. */
    public Peer connectTo(SocketAddress address) {
        TestListener listener = listeners.get(((InetSocketAddress) address).getPort());
        if (listener == null) {
            throw new IllegalStateException("nobody listens at " + address);
        }
        TestConnection accepted = open();
        workers.post(() -> listener.handler().accepted(accepted));
        return accepted.peer();
    }

    /** The next connection that was connected from this side; waits for it. */
    public Peer connected() throws InterruptedException {
        TestConnection next = connected.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was connected");
        }
        return next.peer();
    }

    /** What the session layer did that it may not do. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** Connections that are not over. */
    public int openConnections() {
        return connections.size();
    }

    /** Listeners that are not closed. */
    public int openListeners() {
        return listeners.size();
    }

    /** Whether it was closed. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public int workers() {
        return workers.count();
    }

    @Override
    public Listener listen(SocketAddress address, AcceptHandler handler) throws IOException {
        InetSocketAddress wanted = (InetSocketAddress) address;
        listenHook.accept(wanted);
        int port = wanted.getPort() == 0 ? nextListener.getAndIncrement() : wanted.getPort();
        TestListener listener = new TestListener(this, new InetSocketAddress(wanted.getAddress(), port), handler);
        if (closed) {
            throw new IOException("cannot listen on " + address + ": the transport is closed");
        }
        if (listeners.putIfAbsent(port, listener) != null) {
            throw new IOException("cannot listen on " + address + ": the address is in use");
        }
        return listener;
    }

    @Override
    public void connect(SocketAddress address, ConnectHandler handler) {
        if (closed) {
            handler.connectFailed(new IOException("cannot connect to " + address + ": the transport is closed"));
            return;
        }
        String why = connectFailure;
        workers.post(() -> {
            if (why != null) {
                handler.connectFailed(new IOException("cannot connect to " + address + ": " + why));
                return;
            }
            TestConnection made = open();
            handler.connected(made);
            connected.add(made);
        });
    }

    @Override
    public boolean post(Runnable task) {
        if (closed || refusing) {
            return false;
        }
        workers.post(() -> {
            try {
                task.run();
            } catch (Throwable t) {
                note("a task threw " + t);
            }
        });
        return true;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        new ArrayList<>(listeners.values()).forEach(TestListener::close);
        new ArrayList<>(connections).forEach(TestConnection::close);
        workers.close();
        RuntimeException failure = closeFailure;
        if (failure != null) {
            throw failure;
        }
    }

    void closed(TestListener listener) {
        listeners.remove(listener.port(), listener);
    }

    void ended(TestConnection connection) {
        connections.remove(connection);
    }

    void note(String violation) {
        violations.add(violation);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
