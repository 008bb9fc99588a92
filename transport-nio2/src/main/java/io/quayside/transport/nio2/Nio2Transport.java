package io.quayside.transport.nio2;

import static java.util.Objects.requireNonNull;

import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.ConnectHandler;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.channels.AsynchronousChannel;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The transport over one channel group: opens what belongs to it, and knows what is open and what is still owed.
 *
 * <p><b>Closing.</b> In this order: nothing new is let in; listeners, connects and connections are closed; the workers
 * deliver what is owed for that, and run the tasks that were accepted before; then they end. What is opened just then adds
 * itself to its set first and looks for the close afterwards, so it is closed by one of the two. The close waits as long as
 * a callback or a task doesn't return, because returning earlier would break T9, and says where it hangs every 10
 * seconds; an interrupt doesn't cut it short, but is there again when it returns.
 */
final class Nio2Transport implements Transport {
    private static final Logger LOGGER = System.getLogger(Nio2Transport.class.getName());

    private final Nio2Settings settings;
    private final Workers workers;
    private final RetryTimer timer = new RetryTimer();
    private final Dues dues = new Dues();
    private final Set<Nio2Listener> listeners = ConcurrentHashMap.newKeySet();
    private final Set<ConnectAttempt> attempts = ConcurrentHashMap.newKeySet();
    private final Set<Nio2Connection> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch ended = new CountDownLatch(1);

    private Nio2Transport(Nio2Settings settings, Workers workers) {
        this.settings = settings;
        this.workers = workers;
    }

    /** Starts the workers. */
    static Nio2Transport open(Nio2Settings settings) throws IOException {
        return new Nio2Transport(settings, Workers.start(settings.workers()));
    }

    @Override
    public int workers() {
        return settings.workers();
    }

    @Override
    public Listener listen(SocketAddress address, AcceptHandler handler) throws IOException {
        requireNonNull(address, "address");
        requireNonNull(handler, "handler");
        try {
            requireOpen();
            Nio2Listener listener = Nio2Listener.bind(this, settings, AddressFailure.requireUsable(address), handler);
            listeners.add(listener);
            if (isClosed()) {
                listener.close();
                requireOpen();
            }
            listener.accept();
            return listener;
        } catch (IOException | RuntimeException e) {
            throw AddressFailure.listening(address, e);
        }
    }

    @Override
    public void connect(SocketAddress address, ConnectHandler handler) {
        requireNonNull(address, "address");
        requireNonNull(handler, "handler");
        ConnectAttempt attempt = new ConnectAttempt(this, address, handler);
        if (dues.add()) {
            attempts.add(attempt);
            workers.execute(attempt::begin);
        } else {
            deliver(() -> attempt.tell(closedException()));
        }
    }

    @Override
    public boolean post(Runnable task) {
        requireNonNull(task, "task");
        if (!dues.add()) {
            return false;
        }
        workers.execute(() -> runOwed(task));
        return true;
    }

    @Override
    public void close() {
        if (workers.current() != null) {
            throw new IllegalStateException(
                    "a worker of the transport can't close it: the close waits for the workers");
        }
        boolean interrupted = dues.close() && closeEverything();
        if (uninterruptibly(ended::await) || interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes a channel that needs no more care. */
    static void closeChannel(AsynchronousChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "The system reported an error while closing " + channel, e);
        }
    }

    boolean isClosed() {
        return dues.isClosed();
    }

    IOException closedException() {
        return new IOException("the transport is closed");
    }

    /** The worker that the calling thread is, or null. */
    @Nullable Worker currentWorker() {
        return workers.current();
    }

    /** Runs a task, which doesn't throw, on a worker and never within this call; for whoever holds a due. */
    void execute(Runnable task) {
        workers.execute(task);
    }

    /** Delivers something late: on a worker, or here when the closed transport has none any more. */
    void deliver(Runnable delivery) {
        if (dues.addWhileOwing()) {
            workers.execute(() -> runOwed(delivery));
        } else {
            delivery.run();
        }
    }

    /** Tries something again later, unless the transport closes before. */
    void retry(Runnable task, long millis) {
        timer.retry(task, millis);
    }

    AsynchronousServerSocketChannel openServer() throws IOException {
        AsynchronousServerSocketChannel channel = AsynchronousServerSocketChannel.open(workers.group());
        return orClose(channel, () -> settings.configured(channel));
    }

    AsynchronousSocketChannel openClient() throws IOException {
        AsynchronousSocketChannel channel = AsynchronousSocketChannel.open(workers.group());
        return orClose(channel, () -> settings.configured(channel));
    }

    /** Takes in what a listener accepted; drops it when its peer or this transport is gone already. */
    void takeIn(AsynchronousSocketChannel channel, AcceptHandler handler) {
        if (!dues.add()) {
            closeChannel(channel);
            return;
        }
        try {
            handOver(orClose(channel, () -> settings.configured(channel)), "accepted", handler::accepted);
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "A connection was gone before it could be handed over", e);
        } finally {
            dues.settle();
        }
    }

    /** Makes a connection of a channel, and gives it to its taker; for whoever holds a due while this runs. */
    void handOver(AsynchronousSocketChannel channel, String callback, Consumer<Connection> taker) throws IOException {
        Nio2Connection connection = orClose(channel, () -> new Nio2Connection(this, channel));
        dues.addWhileOwing();
        connections.add(connection);
        if (isClosed()) {
            connection.close();
        }
        try {
            taker.accept(connection);
        } catch (Throwable t) {
            connection.threw(callback, t);
        }
    }

    void forget(Nio2Listener listener) {
        listeners.remove(listener);
    }

    /** The outcome of an attempt was told. */
    void forget(ConnectAttempt attempt) {
        attempts.remove(attempt);
        dues.settle();
    }

    /** A connection is over, and was told so if there was somebody to tell. */
    void forget(Nio2Connection connection) {
        connections.remove(connection);
        dues.settle();
    }

    private void requireOpen() throws IOException {
        if (isClosed()) {
            throw closedException();
        }
    }

    private void runOwed(Runnable task) {
        try {
            task.run();
        } catch (Throwable t) {
            LOGGER.log(Level.WARNING, "A posted task threw; the worker goes on", t);
        } finally {
            dues.settle();
        }
    }

    /** True when it was interrupted meanwhile. */
    private boolean closeEverything() {
        try {
            listeners.forEach(Nio2Listener::close);
            timer.close();
            attempts.forEach(ConnectAttempt::close);
            connections.forEach(Nio2Connection::close);
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
        timer.join();
    }

    private static <T> T orClose(AsynchronousChannel channel, Step<T> step) throws IOException {
        try {
            return step.take();
        } catch (IOException | RuntimeException e) {
            closeChannel(channel);
            throw e;
        }
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

    private interface Step<T> {
        T take() throws IOException;
    }

    private interface Waiting {
        void await() throws InterruptedException;
    }
}
