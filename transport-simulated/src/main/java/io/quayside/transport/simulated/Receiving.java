package io.quayside.transport.simulated;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.transport.ConnectionHandler;
import java.io.IOException;

/** The incoming direction: one read for each context. Guarded by the network's lock. */
final class Receiving extends Direction {
    private final Pipe pipe;

    /** No operation is carried out once the end is seen, so what is done then is the end. */
    private boolean atEnd;

    Receiving(SimulatedConnection connection, Pipe pipe) {
        super(connection, Operation.RECEIVE);
        this.pipe = pipe;
    }

    @Override
    boolean isReady() {
        return !atEnd && (pipe.available() > 0 || pipe.isAtEnd() || pipe.isBrokenForReader());
    }

    @Override
    int carryOut(IoContext context) {
        connection.breakByChance();
        if (pipe.available() > 0) {
            pipe.read(
                    context.buffer(),
                    simulation.piece(Math.min(pipe.available(), context.buffer().remaining()), true));
            return 1;
        }
        if (pipe.isBrokenForReader()) {
            connection.fail(this, new IOException("Connection reset by peer"));
            return 0;
        }
        if (pipe.isAtEnd() && !atEnd) {
            atEnd = true;
            refuse();
            return 1;
        }
        return 0;
    }

    @Override
    void tell(ConnectionHandler handler, IoContext context) {
        if (atEnd) {
            simulation.note(connection.name(), "end of stream");
            handler.endOfStream(context);
        } else {
            simulation.note(connection.name(), "received");
            handler.received(context);
        }
    }
}
