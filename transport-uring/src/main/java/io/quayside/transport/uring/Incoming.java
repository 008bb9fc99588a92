package io.quayside.transport.uring;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.transport.uring.ring.Errno;
import io.quayside.transport.uring.ring.Ring;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Receives. Where the bytes land is this class's business, and there are two ways:
 *
 * <ul>
 *   <li>MANY, for what is small: one operation that stays posted, for which the kernel takes a buffer of the worker's each
 *       time that bytes come. They are moved to the posted context at once; where none is posted with the receive, the buffer
 *       itself is handed over, lent.
 *   <li>ONE, for what is large, or when the worker's buffers are used up: into the posted context itself.
 * </ul>
 *
 * <p>A receive without a context, when the worker's buffers are used up, gets one of the reserve, or waits in line (see {@link
 * ReceiveBuffers}): LENDING is one operation for that.
 *
 * <pre>
 *            context posted                          context posted
 *   NOTHING ----------------> MANY          NOTHING ----------------> ONE
 *      ^                       |                ^                      |
 *      +--- no more buffers, --+                +----- completed ------+
 *           end, failure,
 *           cancelled
 *
 *   cancelled: no context is posted and a few buffers are held, or one comes full and the posted context takes more
 * </pre>
 *
 * <p>So a peer whose bytes nobody asks for holds a few buffers at the most, and then waits, as TCP has it.
 */
final class Incoming extends Direction {
    /** How many buffers may be held for a connection that posts nothing, but for those that are on their way. */
    private static final int MOST_HELD = 2;

    /** What is large stays so until so many small receives in a row. */
    private static final int LARGE_FOR = 4;

    /** A context from this size on is worth an operation of its own. */
    private static final int LARGE = 2 * ReceiveBuffers.SIZE;

    private static final int NOTHING = 0;
    private static final int ONE = 1;
    private static final int MANY = 2;
    private static final int LENDING = 3;

    /** Made when something is to be held first: with most connections, nothing ever is. */
    private @Nullable HeldBytes held;

    private int posted = NOTHING;
    private int fullInARow;
    private int failure;
    private boolean cancelled;
    private boolean withoutBuffers;
    private boolean inLine;
    private boolean waitFirst;
    private boolean delivering;
    private boolean sawEnd;
    private boolean toldEnd;

    Incoming(UringConnection connection) {
        super(connection, Operation.RECEIVE);
    }

    /** After a post: no callback may nest in it, so what is here already is handed over a little later. */
    @Override
    void goOn() {
        if (delivering) {
            return;
        }
        if (hasSomething()) {
            connection.signal();
        } else {
            receive();
        }
    }

    private boolean hasSomething() {
        return holds() > 0 || sawEnd || failure < 0;
    }

    private int holds() {
        HeldBytes some = held;
        return some == null ? 0 : some.count();
    }

    /** Hands over what is here, and sees to it that more can come; from the worker's loop only. */
    void handOver() {
        delivering = true;
        IoContext front = front();
        while (front != null && hasSomething() && !toldEnd && !connection.isClosing()) {
            deliver(front);
            front = front();
        }
        delivering = false;
        if (!hasSomething()) {
            receive();
        } else if (front == null && holds() >= MOST_HELD) {
            cancel();
        }
    }

    private void deliver(IoContext front) {
        HeldBytes some = held;
        if (some != null && some.count() > 0) {
            if (Unlent.is(front)) {
                lend(some.removeOldest());
            } else {
                some.moveTo(front.buffer());
                connection.deliverReceived(taken());
            }
        } else if (failure < 0) {
            connection.broken(failure);
        } else {
            toldEnd = true;
            stop();
            connection.deliverEnd(taken());
        }
    }

    /** Hands a buffer over for the receive in front, which was posted without a context. */
    private void lend(IoContext filled) {
        poll(filled);
        connection.deliverReceived(buffers().lend(filled));
    }

    private IoContext taken() {
        IoContext context = poll();
        context.operation(Operation.NONE);
        return context;
    }

    private void receive() {
        IoContext front = front();
        if (front == null || posted != NOTHING || toldEnd || connection.isClosing()) {
            return;
        }
        if (withoutBuffers && Unlent.is(front)) {
            receiveReserved();
            return;
        }
        if (withoutBuffers || (isLarge() && hasRoomForLarge(front))) {
            posted = ONE;
            connection
                    .operations()
                    .receive(connection.socket(), front, waitFirst, connection.data(UringConnection.RECEIVED));
        } else {
            posted = MANY;
            cancelled = false;
            long data = connection.data(UringConnection.RECEIVED_INTO_BUFFER);
            connection.operations().receiveMany(connection.socket(), buffers().ring(), data);
        }
        connection.operationBegun();
    }

    private void receiveReserved() {
        if (buffers().hasReserve()) {
            posted = LENDING;
            long data = connection.data(UringConnection.RECEIVED_INTO_BUFFER);
            connection.operations().receive(connection.socket(), buffers().reserve(), data);
            connection.operationBegun();
        } else if (!inLine) {
            inLine = true;
            buffers().await(this);
        }
    }

    /** It was first in line, and the kernel has buffers again, of one kind or the other. */
    void buffersAreBack() {
        inLine = false;
        withoutBuffers = !buffers().hasSome();
        receive();
    }

    private ReceiveBuffers buffers() {
        return connection.worker().receiveBuffers();
    }

    /** A full buffer is enough to say so, where somebody has posted a context that takes more. */
    private boolean isLarge() {
        return fullInARow > 0;
    }

    private static boolean hasRoomForLarge(@Nullable IoContext front) {
        return front != null && front.buffer().remaining() >= LARGE;
    }

    private void cancel() {
        if (posted == MANY && !cancelled) {
            cancelled = true;
            long target = connection.data(UringConnection.RECEIVED_INTO_BUFFER);
            connection.operations().cancel(target, connection.data(UringConnection.CANCELLED));
            connection.operationBegun();
        }
    }

    /** ONE has completed. */
    void received(int result, int flags) {
        posted = NOTHING;
        withoutBuffers = false;
        if (result > 0) {
            waitFirst = (flags & Ring.SOCK_NONEMPTY) == 0;
            fullInARow = result > ReceiveBuffers.SIZE ? LARGE_FOR : Math.max(0, fullInARow - 1);
            IoContext context = taken();
            ByteBuffer buffer = context.buffer();
            buffer.position(buffer.position() + result);
            delivering = true;
            connection.deliverReceived(context);
            delivering = false;
        } else {
            note(result);
        }
        handOver();
    }

    /** MANY has come one step further, or has completed. */
    void receivedIntoBuffer(int result, int flags) {
        if ((flags & Ring.MORE) == 0) {
            posted = NOTHING;
            waitFirst = false;
        }
        if (result > 0) {
            withoutBuffers = false;
            fullInARow = result == ReceiveBuffers.SIZE ? fullInARow + 1 : 0;
            took(buffers().filled(flags, result));
            if (isLarge() && hasRoomForLarge(front())) {
                cancel();
            }
        } else {
            buffers().giveBackUnused(flags);
            note(result);
        }
        handOver();
    }

    /** Hands a filled buffer over at once if it can be lent, or holds it. */
    private void took(IoContext filled) {
        IoContext front = front();
        if (holds() == 0 && front != null && Unlent.is(front) && !connection.isClosing()) {
            delivering = true;
            lend(filled);
            delivering = false;
            return;
        }
        HeldBytes some = held;
        if (some == null) {
            some = new HeldBytes(buffers());
            held = some;
        }
        some.add(filled);
    }

    private void note(int result) {
        if (result == 0) {
            sawEnd = true;
        } else if (result == -Errno.ENOBUFS) {
            withoutBuffers = true; // buffers come back all the time; what is here now needs none
        } else if (!Failures.isTransient(result) && result != -Errno.ECANCELED) {
            failure = result;
        }
    }

    /** The connection is ending: nothing is under way, and what is here isn't wanted any more. */
    void drop() {
        HeldBytes some = held;
        if (some != null) {
            some.dropAll();
        }
    }
}
