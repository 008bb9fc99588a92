package io.quayside.stress.rig;

import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.ConnectHandler;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import java.net.SocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Tasks that wait for somebody to run them, on whatever thread. */
public final class RigWorkers implements Transport {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /** Runs the task that waits the longest; false when none does. */
    public boolean runOne() {
        Runnable task = tasks.poll();
        if (task != null) {
            task.run();
        }
        return task != null;
    }

    /** The task will be run. */
    public void add(Runnable task) {
        tasks.add(task);
    }

    @Override
    public boolean post(Runnable task) {
        return tasks.add(task);
    }

    @Override
    public int workers() {
        return 2;
    }

    @Override
    public Listener listen(SocketAddress address, AcceptHandler handler) {
        throw new UnsupportedOperationException("it only runs tasks");
    }

    @Override
    public void connect(SocketAddress address, ConnectHandler handler) {
        throw new UnsupportedOperationException("it only runs tasks");
    }

    @Override
    public void close() {}
}
