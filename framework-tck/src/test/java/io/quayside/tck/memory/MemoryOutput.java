package io.quayside.tck.memory;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What a connection sends: the contexts posted for it, and the pipe that takes them. Guarded by the world's lock. */
final class MemoryOutput {
    private final World world;
    private final Pipe pipe;
    private final Deque<IoContext> posted = new ArrayDeque<>();
    private long count;
    private boolean shutDown;

    MemoryOutput(World world, Pipe pipe) {
        this.world = world;
        this.pipe = pipe;
    }

    /** Who is to be woken when there is room. */
    void start(Runnable wake) {
        pipe.writer(wake);
    }

    boolean isShutDown() {
        return shutDown;
    }

    boolean takesNoMore() {
        return shutDown && !world.has(Fault.TAKES_SENDS_AFTER_THE_SHUTDOWN);
    }

    /** False, with the contexts as they were. */
    boolean refuse(IoContext first) {
        if (world.has(Fault.UNCHAINS_REFUSED_SENDS)) {
            first.next(null);
        }
        return false;
    }

    void post(IoContext first, boolean byCallback) {
        int before = posted.size();
        for (IoContext each = first; each != null; ) {
            IoContext next = each.next();
            each.operation(Operation.SEND);
            each.sequence(count++);
            each.next(null);
            if (world.has(Fault.SENDS_THE_LATEST_FIRST)
                    ? before > 1
                    : byCallback && world.has(Fault.CALLBACKS_POST_FIRST)) {
                posted.addFirst(each);
            } else {
                posted.addLast(each);
            }
            each = next;
        }
        if (before == 0 && posted.size() > 1 && world.has(Fault.SWAPS_THE_FIRST_TWO_SENDS)) {
            IoContext one = posted.removeFirst();
            IoContext two = posted.removeFirst();
            posted.addFirst(one);
            posted.addFirst(two);
        }
    }

    /** For a fault: the only context posted, when something of it could be written. */
    @Nullable IoContext onlyOne() {
        IoContext front = posted.peek();
        return front != null && posted.size() == 1 && pipe.write(front.buffer()) > 0 ? sent() : null;
    }

    void shutdown() {
        shutDown = true;
        if (world.has(Fault.SHUTDOWN_DROPS_SENDS)) {
            pipe.end();
        }
    }

    /** The next context that is sent now; null when there is none. */
    @Nullable IoContext next() {
        IoContext front = posted.peek();
        if (front != null && pipe.hasRoom()) {
            return write(front);
        }
        if (front == null && shutDown && !(count == 0 && world.has(Fault.SHUTDOWN_WAITS_FOR_A_SEND))) {
            pipe.end();
        }
        return null;
    }

    private @Nullable IoContext write(IoContext context) {
        boolean done = pipe.write(context.buffer()) > 0 && !context.buffer().hasRemaining();
        if (world.has(Fault.DROPS_THE_REST_OF_A_PARTIAL_WRITE)) {
            context.buffer().position(context.buffer().limit());
            done = true;
        }
        return done ? sent() : world.has(Fault.TELLS_PARTIAL_WRITES) ? context : null;
    }

    private IoContext sent() {
        IoContext context = posted.remove();
        context.operation(Operation.NONE);
        return context;
    }

    /** Whether something is to be sent and nobody will read it. */
    boolean isInVain() {
        return !posted.isEmpty() && pipe.isAbandoned();
    }

    /** The connection is closed, in order or by a reset. */
    void close(boolean reset) {
        if (!reset) {
            pipe.end();
        } else if (!world.has(Fault.ABORT_TELLS_NOBODY)) {
            pipe.reset();
        }
    }

    /** The connection is reset by the peer. */
    void reset() {
        if (world.has(Fault.RESET_LEAKS_SENDS)) {
            posted.clear();
        }
    }

    /** The next context that can't be sent any more; null when there is none. */
    @Nullable IoContext failed(boolean withoutCause) {
        if (world.has(Fault.CLOSE_LEAKS_SENDS) && withoutCause) {
            posted.clear();
        }
        return posted.poll();
    }
}
