package io.quayside.tests.docs.transport;

import static java.util.Objects.requireNonNull;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.ConnectionHandler;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One socket, and two threads once it is started: one carries out its receives, the other its sends. */
final class BlockingConnection implements Connection {
    private static final Logger LOGGER = System.getLogger(BlockingConnection.class.getName());

    private final BlockingTransport transport;
    private final SocketChannel channel;
    private final SocketAddress localAddress;
    private final SocketAddress remoteAddress;
    private final Posts input = new Posts(Operation.RECEIVE);
    private final Posts output = new Posts(Operation.SEND);
    private final AtomicReference<@Nullable ConnectionHandler> handler = new AtomicReference<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger directions = new AtomicInteger(2);
    private volatile @Nullable Throwable cause;

    BlockingConnection(BlockingTransport transport, SocketChannel channel) throws IOException {
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
    public void start(ConnectionHandler given) {
        if (!handler.compareAndSet(null, requireNonNull(given, "given"))) {
            throw new IllegalStateException(this + " was started already");
        }
        transport.run("receive", this::receiveAll);
        transport.run("send", this::sendAll);
    }

    @Override
    public boolean receive(IoContext context) {
        handler();
        requireRemaining(context, "room");
        return input.offer(context);
    }

    @Override
    public boolean send(IoContext first) {
        handler();
        for (IoContext each = first; each != null; each = each.next()) {
            requireRemaining(each, "bytes");
        }
        return output.offer(first);
    }

    @Override
    public void shutdownOutput() {
        output.end();
    }

    @Override
    public void close() {
        close(null, false);
    }

    @Override
    public void abort() {
        close(null, true);
    }

    /** The first who closes says why; whoever comes later finds it done (T5). */
    void close(@Nullable Throwable why, boolean reset) {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        cause = why;
        input.cut();
        output.cut();
        try {
            if (reset) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "The reset of " + this + " could not be asked for", e);
        }
        BlockingTransport.closeQuietly(channel);
        closed.countDown();
        transport.forget(this);
    }

    private void receiveAll() throws InterruptedException {
        IoContext context = input.take();
        while (context != null && fill(context)) {
            context = input.take();
        }
        end(input);
    }

    /** False when the stream is over. */
    private boolean fill(IoContext context) {
        try {
            int count = channel.read(context.buffer());
            context.operation(Operation.NONE);
            if (count >= 0) {
                call(() -> handler().received(context));
                return true;
            }
            input.end();
            call(() -> handler().endOfStream(context));
        } catch (IOException | RuntimeException e) {
            broken(context, e);
        }
        return false;
    }

    private void sendAll() throws InterruptedException {
        IoContext context = output.take();
        while (context != null && drain(context)) {
            context = output.take();
        }
        if (!closing.get()) {
            endOutput();
        }
        end(output);
    }

    private boolean drain(IoContext context) {
        try {
            while (context.buffer().hasRemaining()) {
                channel.write(context.buffer());
            }
        } catch (IOException | RuntimeException e) {
            broken(context, e);
            return false;
        }
        context.operation(Operation.NONE);
        call(() -> handler().sent(context));
        return true;
    }

    private void endOutput() {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            close(e, false);
        }
    }

    private void broken(IoContext context, Exception why) {
        close(why, false); // does nothing if the operation failed because of a close
        call(() -> handler().failed(context, why));
    }

    /** A direction's last steps: fails what nobody will carry out (T1); the second of the two tells the end (T2). */
    private void end(Posts posts) throws InterruptedException {
        closed.await();
        Throwable why = cause == null ? new AsynchronousCloseException() : cause;
        for (IoContext context = posts.left(); context != null; context = posts.left()) {
            IoContext left = context;
            call(() -> handler().failed(left, why));
        }
        if (directions.decrementAndGet() == 0) {
            call(() -> handler().closed(cause));
        }
    }

    /** Runs a callback; one that throws closes the connection (T8). */
    private void call(Runnable callback) {
        try {
            callback.run();
        } catch (Throwable t) {
            LOGGER.log(Level.WARNING, "A callback of " + this + " threw, which closes it", t);
            close(t, false);
        }
    }

    private ConnectionHandler handler() {
        ConnectionHandler started = handler.get();
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
}
