package io.quayside.transport.simulated;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.transport.ConnectionHandler;
import java.io.IOException;

/**
 * The incoming direction: one read for each context. For a receive without one, it borrows one when there is something to
 * read, or waits until it can. Guarded by the network's lock.
 */
final class Receiving extends Direction {
    private final Pipe pipe;
    private final Lender lender;

    /** No operation is carried out once the end is seen, so what is done then is the end. */
    private boolean atEnd;

    Receiving(SimulatedConnection connection, Pipe pipe, Lender lender) {
        super(connection, Operation.RECEIVE);
        this.pipe = pipe;
        this.lender = lender;
    }

    @Override
    boolean isReady() {
        if (atEnd) {
            return false;
        }
        if (pipe.available() > 0) {
            IoContext undone = undone();
            return undone == null || !Lender.isNothing(undone) || lender.hasOneFor(this);
        }
        return pipe.isAtEnd() || pipe.isBrokenForReader();
    }

    @Override
    int carryOut(IoContext context) {
        connection.breakByChance();
        if (pipe.available() > 0) {
            return read(context);
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

    private int read(IoContext posted) {
        IoContext into = posted;
        if (Lender.isNothing(posted)) {
            into = lender.lendTo(this);
            if (into == null) {
                return 0;
            }
            replaceFirst(into);
        }
        int room = into.buffer().remaining();
        pipe.read(into.buffer(), simulation.piece(Math.min(pipe.available(), room), true));
        if (into != posted) {
            into.used(into.buffer().position());
        }
        return 1;
    }

    /** Nothing is read any more. */
    @Override
    void ends() {
        lender.leaves(this);
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
