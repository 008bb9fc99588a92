package io.quayside.transport.uring;

import static java.util.Objects.requireNonNull;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.transport.uring.ring.Operations;
import java.nio.ByteBuffer;

/**
 * Sends, many contexts at a time, and carries on what the system took only a part of (T4).
 *
 * <pre>
 *   listed ---- none under way ----> under way ---- completed ----> those that are used up are handed over
 *      ^                                                               |
 *      +---------------------------------------------------------------+
 * </pre>
 */
final class Outgoing extends Direction {
    private boolean underWay;
    private boolean delivering;

    Outgoing(UringConnection connection) {
        super(connection, Operation.SEND);
    }

    @Override
    void goOn() {
        if (underWay || delivering) {
            return;
        }
        IoContext front = front();
        if (connection.isClosing()) {
            return; // the connection fails what is listed, at the right moment
        }
        if (front == null) {
            connection.outputRests();
            return;
        }
        send(front);
        underWay = true;
        connection.operationBegun();
    }

    private void send(IoContext front) {
        Operations operations = connection.operations();
        long data = connection.data(UringConnection.SENT);
        if (front.next() == null) {
            operations.send(connection.socket(), front, data);
            return;
        }
        operations.beginGathering();
        IoContext context = front;
        while (context != null && operations.gather(context)) {
            context = context.next();
        }
        operations.sendGathered(connection.socket(), data);
    }

    /** The operation under way has completed. */
    void completed(int result) {
        underWay = false;
        if (result >= 0) {
            delivering = true;
            deliver(result);
            delivering = false;
        } else if (!Failures.isTransient(result)) {
            connection.broken(result);
        }
        goOn();
    }

    private void deliver(int result) {
        int left = result;
        while (left > 0) {
            ByteBuffer buffer = requireNonNull(first()).buffer();
            int taken = Math.min(left, buffer.remaining());
            left -= taken;
            buffer.position(buffer.position() + taken);
            if (!buffer.hasRemaining()) {
                IoContext context = poll();
                context.operation(Operation.NONE);
                connection.deliverSent(context);
            }
        }
    }
}
