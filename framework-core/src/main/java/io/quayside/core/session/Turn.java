package io.quayside.core.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a thread has for running strands: the one it runs, those that it runs next, a batch for what its session is sent, and
 * the queues of other sessions that are sent something meanwhile, which it holds: so that each of them posts together what it
 * was sent while the strand handled what was due.
 */
final class Turn {
    /** Sends to others that are held at most: as many contexts as a server has to spare, but not one for each of a crowd. */
    private static final int MOST_HELD = 10_000;

    private static final ThreadLocal<Turn> OF_THREAD = ThreadLocal.withInitial(Turn::new);

    final Thread thread = Thread.currentThread();
    final Batch batch = new Batch();
    private final Deque<Strand> later = new ArrayDeque<>();
    private final List<OutgoingHalf<?>> held = new ArrayList<>();
    private int sends;

    /** The strand that the thread runs; null while it runs none. */
    @Nullable Strand strand;

    /** Whether that strand is handling what is due, and lets go of what is held when it has. */
    boolean holds;

    private Turn() {}

    /** The calling thread's. */
    static Turn current() {
        return OF_THREAD.get();
    }

    /** Has a strand run when the one that is running is through. */
    void runLater(Strand next) {
        later.add(next);
    }

    /** Has a session keep what it is sent from here on until {@link #letGo}, if nobody posts for it just now. */
    void hold(OutgoingHalf<?> session) {
        if (!holds) {
            return;
        }
        if (++sends > MOST_HELD) {
            letGo();
        }
        if (session.queue().tryHold()) {
            held.add(session);
        }
    }

    /** Has every session that is held post what it was sent. */
    void letGo() {
        sends = 0;
        for (int last = held.size() - 1; last >= 0; last = held.size() - 1) {
            held.remove(last).letGo();
        }
    }

    /** The next of those, which is no longer among them; null when there is none. */
    @Nullable Strand next() {
        return later.poll();
    }
}
