package io.quayside.core.fakes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One connection's way out: what was posted for sending, what the peer has taken of it and what it is willing to take.
 * Guarded by the connection's lock.
 */
final class Outbound {
    private final Queue<IoContext> posted = new ArrayDeque<>();
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final List<Integer> batches = new ArrayList<>();
    private long willTake = Long.MAX_VALUE;
    private boolean shut;
    private long sequence;

    boolean accepts() {
        return !shut;
    }

    void post(IoContext chain) {
        int count = 0;
        IoContext next = chain;
        while (next != null) {
            IoContext context = next;
            next = context.next();
            context.next(null);
            context.operation(Operation.SEND);
            context.sequence(sequence++);
            posted.add(context);
            count++;
        }
        batches.add(count);
    }

    void shut() {
        shut = true;
    }

    void willTake(long bytes) {
        willTake = bytes;
    }

    /** The first context that the peer has taken to its end; part of one is carried on with later, seen by nobody (T4). */
    @Nullable IoContext sent() {
        IoContext first = posted.peek();
        if (first == null) {
            return null;
        }
        ByteBuffer bytes = first.buffer();
        int part = (int) Math.min(willTake, bytes.remaining());
        byte[] copy = new byte[part];
        bytes.get(copy);
        taken.writeBytes(copy);
        if (willTake != Long.MAX_VALUE) {
            willTake -= part;
        }
        return bytes.hasRemaining() ? null : posted.remove();
    }

    /** Everything posted, which will not be sent any more. */
    List<IoContext> giveUp() {
        List<IoContext> all = new ArrayList<>(posted);
        posted.clear();
        return all;
    }

    /** Whether the peer has seen the end of the stream. */
    boolean ended() {
        return shut && posted.isEmpty();
    }

    /** What the peer has taken since it was asked last. */
    String read() {
        String text = taken.toString(UTF_8);
        taken.reset();
        return text;
    }

    /** How many contexts were posted together, post by post. */
    List<Integer> batches() {
        return List.copyOf(batches);
    }
}
