package io.quayside.tck.memory;

import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.ConnectHandler;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Carries out posts on its workers, and knows what is still owed: tasks, connects and started connections. */
final class MemoryTransport implements Transport {
    private final World world;
    private final Workers workers;
    private final int count;
    private final MemoryLender lender;
    private final List<MemoryListener> listeners = new ArrayList<>();
    private final Set<MemoryConnection> connections = new LinkedHashSet<>();
    private int owed;
    private boolean closed;
    private volatile boolean ended;

    MemoryTransport(World world, Workers workers, int count) {
        this.world = world;
        this.workers = workers;
        this.count = count;
        this.lender = new MemoryLender(world, workers);
    }

    MemoryLender lender() {
        return lender;
    }

    @Override
    public int workers() {
        return count;
    }

    @Override
    public Listener listen(SocketAddress address, AcceptHandler handler) throws IOException {
        world.requireUnlocked();
        synchronized (world) {
            if (closed) {
                throw world.failure(address, "the transport is closed");
            }
            MemoryListener listener = world.bind(
                    address, bound -> new MemoryListener(world, this, bound, handler), MemoryListener::arrive);
            listeners.add(listener);
            return listener;
        }
    }

    @Override
    public void connect(SocketAddress address, ConnectHandler handler) {
        world.requireUnlocked();
        synchronized (world) {
            if (closed && world.has(Fault.CONNECT_AFTER_THE_CLOSE_IS_IGNORED)) {
                return;
            }
            owed++;
        }
        execute(() -> {
            MemoryConnection made = null;
            IOException failure = null;
            synchronized (world) {
                if (closed && world.has(Fault.CLOSE_FORGETS_CONNECTS)) {
                    owed--;
                    return;
                }
                try {
                    if (closed || !world.isReachable(address)) {
                        throw world.failure(address, closed ? "the transport is closed" : "connection refused");
                    }
                    Pipe in = new Pipe();
                    Pipe out = new Pipe();
                    SocketAddress local = world.newAddress();
                    made = connection(local, address, in, out);
                    Pipe back = world.has(Fault.CONNECTS_SEND_TO_THEMSELVES) ? new Pipe() : in;
                    world.arrive(address, new MemoryListener.Arrival(local, out, back));
                } catch (IOException e) {
                    failure = e;
                }
            }
            tell(handler, made, failure);
            if (world.has(Fault.CONNECT_IS_TOLD_TWICE)) {
                tell(handler, made, failure);
            }
            settle();
        });
    }

    private void tell(ConnectHandler handler, MemoryConnection made, IOException failure) {
        try {
            if (made == null) {
                handler.connectFailed(failure);
            } else {
                handler.connected(made);
            }
        } catch (Throwable t) {
            if (made != null && !world.has(Fault.CONNECTED_MAY_NOT_THROW)) {
                made.broken(t);
            }
        }
    }

    /** A connection of this transport, which is closed with it. */
    MemoryConnection connection(SocketAddress local, SocketAddress remote, Pipe in, Pipe out) {
        synchronized (world) {
            MemoryConnection made = new MemoryConnection(world, this, local, remote, in, out);
            connections.add(made);
            if (closed) {
                made.close();
            }
            return made;
        }
    }

    @Override
    public boolean post(Runnable task) {
        world.requireUnlocked();
        synchronized (world) {
            if (closed) {
                return world.has(Fault.TAKES_TASKS_AFTER_THE_CLOSE);
            }
            if (world.has(Fault.LOSES_A_TASK) && world.everyHundredth()) {
                return true;
            }
            owed++;
        }
        if (world.has(Fault.RUNS_TASKS_WITHIN_THE_POST) && workers.areCaller()) {
            run(task);
        } else {
            workers.execute(() -> run(task));
        }
        return true;
    }

    private void run(Runnable task) {
        try {
            if (!(isClosed() && world.has(Fault.CLOSE_DROPS_TASKS))) {
                task.run();
            }
            if (world.has(Fault.RUNS_TASKS_TWICE)) {
                task.run();
            }
        } catch (RuntimeException | Error e) {
            if (world.has(Fault.TASK_THAT_THROWS_ENDS_ITS_WORKER)) {
                throw e;
            }
        } finally {
            settle();
        }
    }

    private boolean isClosed() {
        synchronized (world) {
            return closed;
        }
    }

    private boolean owes() {
        synchronized (world) {
            return owed > 0;
        }
    }

    /** Something more is owed. */
    void owe() {
        synchronized (world) {
            owed++;
        }
    }

    /** Something that was owed is done. */
    void settle() {
        synchronized (world) {
            owed--;
        }
    }

    void execute(Runnable task) {
        workers.execute(task);
    }

    void later(Runnable task, long millis) {
        workers.later(task, millis);
    }

    void closeConnections() {
        for (MemoryConnection each : List.copyOf(connections)) {
            if (each.isStarted() || !world.has(Fault.CLOSE_LEAVES_WHAT_NOBODY_STARTED)) {
                each.close();
            }
        }
    }

    @Override
    public void close() {
        if (workers.areCaller()) {
            if (world.has(Fault.WORKER_MAY_CLOSE)) {
                return;
            }
            throw new IllegalStateException("a worker can't close the transport");
        }
        boolean first;
        synchronized (world) {
            first = !closed;
            closed = true;
            if (first) {
                if (!world.has(Fault.CLOSE_LEAVES_LISTENERS)) {
                    listeners.forEach(MemoryListener::close);
                }
                closeConnections();
                lender.end();
            } else if (world.has(Fault.SECOND_CLOSE_THROWS)) {
                throw new IllegalStateException("closed already");
            }
        }
        if (world.has(Fault.CLOSE_DOES_NOT_WAIT) || (!first && world.has(Fault.SECOND_CLOSER_DOES_NOT_WAIT))) {
            return;
        }
        while (world.has(Fault.INTERRUPT_CUTS_THE_CLOSE_SHORT) && owes()) {
            LockSupport.parkNanos(20_000);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
        workers.await("all that is owed", () -> !owes());
        if (first) {
            workers.stop();
            ended = true;
        } else {
            workers.await("the end of the workers", () -> ended);
        }
    }
}
