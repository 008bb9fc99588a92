package io.quayside.tck.memory;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What a connection receives: the contexts posted for it, and the pipe that fills them. Guarded by the world's lock. */
final class MemoryInput {
    private final World world;
    private final Pipe pipe;
    private final MemoryLender lender;
    private final Deque<IoContext> posted = new ArrayDeque<>();
    private @Nullable Thread lastPoster;
    private long count;
    private Runnable waker = () -> {};
    private boolean ended;

    MemoryInput(World world, Pipe pipe, MemoryLender lender) {
        this.world = world;
        this.pipe = pipe;
        this.lender = lender;
    }

    /** Who is to be woken when there is something to read. */
    void start(Runnable wake) {
        if (world.has(Fault.LOSES_WHAT_CAME_BEFORE_THE_START)) {
            pipe.read(ByteBuffer.allocate(pipe.available()));
        }
        pipe.reader(wake);
        waker = wake;
    }

    boolean takesNoMore() {
        return ended && !world.has(Fault.TAKES_RECEIVES_AFTER_THE_END);
    }

    /** False, with the context as it was. */
    boolean refuse(IoContext context) {
        if (world.has(Fault.MARKS_REFUSED_RECEIVES)) {
            context.operation(Operation.RECEIVE);
        }
        return false;
    }

    void post(IoContext context) {
        context.operation(Operation.RECEIVE);
        context.sequence(count++);
        Thread poster = Thread.currentThread();
        if (world.has(Fault.FORGETS_WHO_RECEIVED_FIRST) && lastPoster != null && lastPoster != poster) {
            posted.addFirst(context);
        } else {
            posted.addLast(context);
        }
        lastPoster = poster;
    }

    /** The next context that has bytes in it now; null when nothing came, or nothing is posted. */
    @Nullable IoContext next() {
        if (posted.isEmpty() || pipe.available() == 0) {
            return null;
        }
        IoContext front = world.has(Fault.RECEIVES_INTO_THE_LATEST) ? posted.peekLast() : posted.peek();
        if (world.has(Fault.LENDS_LAST)) {
            front = posted.stream()
                    .filter(each -> !MemoryLender.isNothing(each))
                    .findFirst()
                    .orElse(front);
        }
        IoContext context = MemoryLender.isNothing(front) ? lender.lend(waker) : front;
        if (context == null) {
            return null;
        }
        posted.remove(front);
        context.sequence(front.sequence());
        if (world.has(Fault.FILLS_FROM_THE_START)) {
            context.buffer().position(0);
        }
        pipe.read(context.buffer());
        context.operation(Operation.NONE);
        return context;
    }

    /** Whether the end of the stream is to be told now. */
    boolean isAtEnd() {
        if (pipe.atEnd() && world.has(Fault.END_FORGETS_WHO_BORROWS)) {
            posted.removeIf(MemoryLender::isNothing);
        }
        return !posted.isEmpty() && pipe.atEnd() && !ended;
    }

    /** The context that the end of the stream is told with. */
    IoContext end() {
        ended = true;
        IoContext context = posted.remove();
        context.operation(Operation.NONE);
        return context;
    }

    boolean isReset() {
        return pipe.isReset();
    }

    /** Nobody will read any more. */
    void abandon() {
        pipe.abandon();
    }

    /** The connection is reset. */
    void reset() {
        if (world.has(Fault.RESET_LEAKS_RECEIVES)) {
            posted.clear();
        }
    }

    /** The next context that can't be filled any more; null when there is none. */
    @Nullable IoContext failed() {
        if (world.has(Fault.END_LEAKS_RECEIVES) && ended) {
            posted.clear();
        }
        if (world.has(Fault.CLOSE_FORGETS_WHO_BORROWS)) {
            posted.removeIf(MemoryLender::isNothing);
        }
        return world.has(Fault.FAILS_THE_LATEST_FIRST) ? posted.pollLast() : posted.poll();
    }
}
