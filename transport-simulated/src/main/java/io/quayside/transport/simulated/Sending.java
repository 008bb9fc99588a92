package io.quayside.transport.simulated;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.transport.ConnectionHandler;
import java.io.IOException;

/**
 * The outgoing direction: one write takes as many contexts as it can, as far as the peer's window reaches; the rest is
 * carried on with when there is room again. Guarded by the network's lock.
 */
final class Sending extends Direction {
    private static final int GATHERED = 16;

    private final Pipe pipe;

    Sending(SimulatedConnection connection, Pipe pipe) {
        super(connection, Operation.SEND);
        this.pipe = pipe;
    }

    @Override
    boolean isReady() {
        return pipe.room() > 0 || pipe.isBrokenForWriter();
    }

    @Override
    int carryOut(IoContext undone) {
        connection.breakByChance();
        if (pipe.isBrokenForWriter()) {
            connection.fail(this, new IOException("Connection reset by peer"));
            return 0;
        }
        int sent = write(undone, simulation.piece(wanted(undone), false));
        connection.breakByChance();
        return sent;
    }

    @Override
    void tell(ConnectionHandler handler, IoContext context) {
        simulation.note(connection.name(), "sent");
        handler.sent(context);
    }

    private int wanted(IoContext undone) {
        long bytes = 0;
        int count = 0;
        for (IoContext context = undone; context != null && count++ < GATHERED; context = context.next()) {
            bytes += context.buffer().remaining();
        }
        return (int) Math.min(bytes, pipe.room());
    }

    /** Answers how many contexts have nothing left to be written. */
    private int write(IoContext undone, int most) {
        int left = most;
        int sent = 0;
        for (IoContext context = undone; context != null && left > 0; context = context.next()) {
            left -= pipe.write(context.buffer(), left);
            if (context.buffer().hasRemaining()) {
                break;
            }
            sent++;
        }
        return sent;
    }
}
