package io.quayside.tests.docs.transport;

import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.ConnectHandler;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Blocking channels, and a thread for whatever would block: two for each connection, one for each listener, each connect and
 * each connection that is handed over. Posted tasks have threads of their own ({@link Tasks}).
 *
 * <p>What is opened adds itself to its set first and looks for the close afterwards; the close says that it closes first and
 * looks at the sets afterwards. So one of the two sees the other.
 */
final class BlockingTransport implements Transport {
    private static final Logger LOGGER = System.getLogger(BlockingTransport.class.getName());

    /** Connections that the system may hold until they are accepted; those beyond are tried again by their peers, later. */
    private static final int BACKLOG = 1024;

    private final Tasks tasks = new Tasks();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Set<BlockingListener> listeners = ConcurrentHashMap.newKeySet();
    private final Set<BlockingConnection> connections = ConcurrentHashMap.newKeySet();
    private final Set<SocketChannel> connecting = ConcurrentHashMap.newKeySet();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closing;

    private BlockingTransport() {}

    /** Starts the workers. */
    static BlockingTransport open(int workers) {
        BlockingTransport transport = new BlockingTransport();
        transport.tasks.start(workers, transport);
        return transport;
    }

    @Override
    public int workers() {
        return tasks.workers();
    }

    @Override
    public boolean post(Runnable task) {
        return tasks.offer(task);
    }

    @Override
    public Listener listen(SocketAddress address, AcceptHandler handler) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(usable(address), BACKLOG);
            BlockingListener listener = new BlockingListener(this, channel, Selector.open(), handler);
            listeners.add(listener);
            run("accept", listener::acceptAll);
            if (closing) {
                listener.close();
                throw new IOException("the transport is closed");
            }
            return listener;
        } catch (IOException e) {
            closeQuietly(channel);
            throw new IOException("cannot listen on " + name(address) + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void connect(SocketAddress address, ConnectHandler handler) {
        run("connect", () -> {
            SocketChannel connected;
            try {
                connected = connected(address);
            } catch (IOException e) {
                String why = closing ? "the transport is closed" : e.getMessage();
                handler.connectFailed(new IOException("cannot connect to " + name(address) + ": " + why, e));
                return;
            }
            handOver(connected, handler::connected);
        });
    }

    private SocketChannel connected(SocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open();
        connecting.add(channel);
        try {
            if (closing) {
                throw new IOException("the transport is closed");
            }
            channel.connect(usable(address));
            return channel;
        } catch (IOException e) {
            closeQuietly(channel);
            throw e;
        } finally {
            connecting.remove(channel);
        }
    }

    /** Makes a connection of a channel and gives it to its taker; one who throws closes it (T8). */
    void handOver(SocketChannel channel, Consumer<Connection> taker) throws IOException {
        BlockingConnection connection;
        try {
            connection = new BlockingConnection(this, channel);
        } catch (IOException e) {
            closeQuietly(channel); // the peer is gone already
            throw e;
        }
        connections.add(connection);
        if (closing) {
            connection.close();
        }
        try {
            taker.accept(connection);
        } catch (Throwable t) {
            connection.close(t, false);
        }
    }

    /** Runs what may block on a thread of its own; what it throws is logged, and ends nothing else. */
    void run(String what, Step step) {
        Thread thread = new Worker(this, what, () -> {
            try {
                step.run();
            } catch (Throwable t) {
                LOGGER.log(Level.WARNING, "The thread for \"" + what + "\" ended with an exception", t);
            } finally {
                if (!closing) {
                    threads.remove(Thread.currentThread()); // otherwise the close waits for its very end
                }
            }
        });
        threads.add(thread);
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            threads.remove(thread); // the system has no more threads
            throw e;
        }
    }

    void forget(BlockingListener listener) {
        listeners.remove(listener);
    }

    void forget(BlockingConnection connection) {
        connections.remove(connection);
    }

    @Override
    public void close() {
        if (Thread.currentThread() instanceof Worker worker && worker.worksFor(this)) {
            throw new IllegalStateException("a worker can't close its transport: the close waits for the workers");
        }
        if (tasks.close()) {
            closing = true;
            listeners.forEach(BlockingListener::close);
            connecting.forEach(BlockingTransport::closeQuietly);
            connections.forEach(BlockingConnection::close);
            uninterruptibly(this::join);
            ended.countDown();
        } else {
            uninterruptibly(ended::await);
        }
    }

    /** Threads may start others, until all is closed. */
    private void join() throws InterruptedException {
        while (!threads.isEmpty()) {
            for (Thread thread : threads) {
                thread.join();
            }
            threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED); // others are about to be started
        }
        tasks.join();
    }

    static void closeQuietly(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "The system reported an error while closing " + channel, e);
        }
    }

    /** Takes a step that waits; an interrupt doesn't cut it short, and is there again afterwards. */
    static void uninterruptibly(Waiting step) {
        boolean interrupted = false;
        while (true) {
            try {
                step.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static InetSocketAddress usable(SocketAddress address) throws IOException {
        if (!(address instanceof InetSocketAddress inet)) {
            throw new IOException("it is no internet address");
        }
        if (inet.isUnresolved()) {
            throw new IOException("the host is not known");
        }
        return inet;
    }

    /** As a person writes it (T12): {@code 127.0.0.1:7007}, {@code [::1]:7007}. */
    private static String name(SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet) || inet.isUnresolved()) {
            return address.toString().replace("/<unresolved>", "");
        }
        String host = inet.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]:" : host + ":") + inet.getPort();
    }

    /** Something that may fail. */
    interface Step {
        void run() throws Exception;
    }

    /** Something that waits. */
    interface Waiting {
        void await() throws InterruptedException;
    }
}
