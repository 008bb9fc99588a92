package io.quayside.core.session;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What a thread has for running strands: the one it runs, those that it runs next, and a batch for what is sent. */
final class Turn {
    private static final ThreadLocal<Turn> OF_THREAD = ThreadLocal.withInitial(Turn::new);

    final Thread thread = Thread.currentThread();
    final Batch batch = new Batch();
    private final Deque<Strand> later = new ArrayDeque<>();

    /** The strand that the thread runs; null while it runs none. */
    @Nullable Strand strand;

    private Turn() {}

    /** The calling thread's. */
    static Turn current() {
        return OF_THREAD.get();
    }

    /** Has a strand run when the one that is running is through. */
    void runLater(Strand next) {
        later.add(next);
    }

    /** The next of those, which is no longer among them; null when there is none. */
    @Nullable Strand next() {
        return later.poll();
    }
}
