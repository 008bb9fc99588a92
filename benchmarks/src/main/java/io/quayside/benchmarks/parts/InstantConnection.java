package io.quayside.benchmarks.parts;

import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.ConnectionHandler;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A connection to nowhere: what arrives is handed in, what is sent has left at once. One thread's, as a worker's would be for
 * as long as it handles a completion.
 */
final class InstantConnection implements Connection {
    private static final SocketAddress NOWHERE = new InetSocketAddress(0);

    private @Nullable ConnectionHandler handler;
    private @Nullable IoContext receiving;
    private @Nullable IoContext sending;
    private long sent;

    @Override
    public SocketAddress remoteAddress() {
        return NOWHERE;
    }

    @Override
    public SocketAddress localAddress() {
        return NOWHERE;
    }

    @Override
    public void start(ConnectionHandler starting) {
        handler = starting;
    }

    @Override
    public boolean receive(IoContext context) {
        receiving = context;
        return true;
    }

    @Override
    public boolean send(IoContext first) {
        IoContext last = sending;
        if (last == null) {
            sending = first;
            return true;
        }
        while (last.next() != null) {
            last = last.next();
        }
        last.next(first);
        return true;
    }

    /** Lets bytes arrive, as many at a time as there is room for, and completes what is sent in answer. */
    void arrive(ByteBuffer bytes) {
        ByteBuffer left = bytes.duplicate();
        while (left.hasRemaining()) {
            IoContext context = receiving;
            if (context == null || handler == null) {
                throw new IllegalStateException("no receive is posted");
            }
            receiving = null;
            ByteBuffer room = context.buffer();
            int count = Math.min(left.remaining(), room.remaining());
            room.put(room.position(), left, left.position(), count).position(room.position() + count);
            left.position(left.position() + count);
            handler.received(context);
            completeSends();
        }
    }

    /** Completes what is sent. */
    void completeSends() {
        IoContext context = sending;
        sending = null;
        while (context != null && handler != null) {
            IoContext next = context.next();
            sent += context.buffer().limit();
            context.next(null);
            handler.sent(context);
            context = next;
        }
    }

    /** The bytes that have left so far. */
    long sent() {
        return sent;
    }

    @Override
    public void shutdownOutput() {}

    @Override
    public void close() {}

    @Override
    public void abort() {}
}
