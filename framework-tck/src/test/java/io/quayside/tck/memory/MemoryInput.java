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
    private final Deque<IoContext> posted = new ArrayDeque<>();
    private @Nullable Thread lastPoster;
    private long count;
    private boolean ended;

    MemoryInput(World world, Pipe pipe) {
        this.world = world;
        this.pipe = pipe;
    }

    /** Who is to be woken when there is something to read. */
    void start(Runnable wake) {
        if (world.has(Fault.LOSES_WHAT_CAME_BEFORE_THE_START)) {
            pipe.read(ByteBuffer.allocate(pipe.available()));
        }
        pipe.reader(wake);
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
        IoContext context = world.has(Fault.RECEIVES_INTO_THE_LATEST) ? posted.removeLast() : posted.remove();
        if (world.has(Fault.FILLS_FROM_THE_START)) {
            context.buffer().position(0);
        }
        pipe.read(context.buffer());
        context.operation(Operation.NONE);
        return context;
    }

    /** Whether the end of the stream is to be told now. */
    boolean isAtEnd() {
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
        return world.has(Fault.FAILS_THE_LATEST_FIRST) ? posted.pollLast() : posted.poll();
    }
}
