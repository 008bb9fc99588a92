package io.quayside.transport.uring;

import static java.util.Objects.requireNonNull;

import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.ConnectHandler;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import io.quayside.transport.uring.ring.Sockets;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * The transport over one ring for each worker: opens what belongs to it, deals it out to workers, and knows what is still
 * owed.
 *
 * <p><b>Closing.</b> In this order: nothing new is let in; listeners are closed, and each worker ends the connects and
 * connections that live on it; the workers deliver what is owed for that, and run the tasks that were accepted before;
 * then they end. What is opened just then either finds the transport closed when it is put in its place, or is found there
 * by the worker that closes. The close waits as long as a callback or a task doesn't return, because returning earlier
 * would break T9, and says where it hangs every 10 seconds; an interrupt doesn't cut it short, but is there again when it
 * returns.
 */
final class UringTransport implements Transport {
    private static final Logger LOGGER = System.getLogger(UringTransport.class.getName());

    private final UringSettings settings;
    private final Tasks tasks = new Tasks();
    private final Workers workers;
    private final Dues dues = new Dues();
    private final Set<UringListener> listeners = ConcurrentHashMap.newKeySet();
    private final CountDownLatch ended = new CountDownLatch(1);

    private UringTransport(UringSettings settings) throws IOException {
        this.settings = settings;
        this.workers = new Workers(this, tasks, settings);
    }

    /** Starts the workers. */
    static UringTransport open(UringSettings settings) throws IOException {
        UringTransport transport = new UringTransport(settings);
        transport.workers.start();
        return transport;
    }

    @Override
    public int workers() {
        return settings.workers();
    }

    @Override
    public Listener listen(SocketAddress address, AcceptHandler handler) throws IOException {
        requireNonNull(address, "address");
        requireNonNull(handler, "handler");
        if (!dues.add()) { // held meanwhile, so that the workers are there for as long as it takes
            throw AddressFailure.listening(address, closedException());
        }
        try {
            UringListener listener = UringListener.bind(this, settings, AddressFailure.requireUsable(address), handler);
            listener.accept(workers.all());
            listeners.add(listener);
            if (isClosed()) {
                listener.close();
                throw closedException();
            }
            return listener;
        } catch (IOException | RuntimeException e) {
            throw AddressFailure.listening(address, e);
        } finally {
            dues.settle();
        }
    }

    @Override
    public void connect(SocketAddress address, ConnectHandler handler) {
        requireNonNull(address, "address");
        requireNonNull(handler, "handler");
        if (dues.add()) {
            Worker home = workers.quietest();
            home.addLoad(1);
            home.errand(() -> new ConnectAttempt(home, address, handler).begin());
        } else {
            deliver(() -> ConnectAttempt.tell(handler, address, closedException()));
        }
    }

    @Override
    public boolean post(Runnable task) {
        requireNonNull(task, "task");
        if (!dues.add()) {
            return false;
        }
        tasks.add(task);
        return true;
    }

    @Override
    public void close() {
        if (workers.isOneOfThem(Thread.currentThread())) {
            throw new IllegalStateException(
                    "a worker of the transport can't close it: the close waits for the workers");
        }
        boolean interrupted = dues.close() && closeEverything();
        if (uninterruptibly(ended::await) || interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    UringSettings settings() {
        return settings;
    }

    boolean isClosed() {
        return dues.isClosed();
    }

    IOException closedException() {
        return new IOException("the transport is closed");
    }

    /** Delivers something late: on a worker, or here when the closed transport has none any more. */
    void deliver(Runnable delivery) {
        if (dues.addWhileOwing()) {
            tasks.add(delivery);
        } else {
            delivery.run();
        }
    }

    /** Runs a task that was taken; on a worker. */
    void runOwed(Runnable task) {
        try {
            task.run();
        } catch (Throwable t) {
            LOGGER.log(Level.WARNING, "A posted task threw; the worker goes on", t);
        } finally {
            dues.settle();
        }
    }

    /** Takes in what a worker has accepted: here, or on a worker that sleeps and has fewer connections. */
    void takeIn(Worker here, int socket, InetSocketAddress peer, ListeningSocket listener) {
        if (!dues.add()) {
            Sockets.close(socket);
            return;
        }
        Worker home = workers.homeFor(here);
        if (home == here) {
            settleIn(home, socket, peer, listener);
        } else {
            home.errand(() -> settleIn(home, socket, peer, listener));
        }
    }

    private void settleIn(Worker home, int socket, InetSocketAddress peer, ListeningSocket listener) {
        try {
            SocketAddress local =
                    listener.isAnyAddress() ? Sockets.localName(socket, home.scratchName()) : listener.address();
            handOver(home, socket, local, peer, "accepted", listener.handler()::accepted);
        } catch (IOException e) {
            Sockets.close(socket);
            home.addLoad(-1);
            LOGGER.log(Level.DEBUG, "A connection was gone before it could be handed over", e);
        } finally {
            dues.settle();
        }
    }

    /** Makes a connection of a socket, and gives it to its taker; on its worker, for whoever holds a due meanwhile. */
    void handOver(
            Worker home,
            int socket,
            SocketAddress local,
            SocketAddress remote,
            String callback,
            Consumer<Connection> taker) {
        UringConnection connection = new UringConnection(home, socket, local, remote);
        dues.addWhileOwing();
        home.slots().add(connection);
        if (isClosed()) {
            connection.close();
        }
        try {
            taker.accept(connection);
        } catch (Throwable t) {
            connection.threw(callback, t);
        }
    }

    /** Something that was owed is done. */
    void settle() {
        dues.settle();
    }

    void forget(UringListener listener) {
        listeners.remove(listener);
    }

    /** True when it was interrupted meanwhile. */
    private boolean closeEverything() {
        try {
            listeners.forEach(UringListener::close);
            workers.closeResidents();
            return uninterruptibly(this::awaitWorkers);
        } finally {
            ended.countDown();
        }
    }

    /** Each step can be taken again, after an interrupt. */
    private void awaitWorkers() throws InterruptedException {
        while (!dues.await(Workers.PATIENCE_MILLIS)) {
            workers.complain();
        }
        workers.end();
        workers.join();
    }

    private static boolean uninterruptibly(Waiting waiting) {
        boolean interrupted = false;
        while (true) {
            try {
                waiting.await();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    private interface Waiting {
        void await() throws InterruptedException;
    }
}
