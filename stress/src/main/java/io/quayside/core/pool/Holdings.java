package io.quayside.core.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What each thread of a scenario holds; a thread touches its own part only. */
final class Holdings<T> {
    private static final int THREADS = 8;

    private final Deque<T>[] held;

    @SuppressWarnings({"unchecked", "rawtypes"}) // no generic arrays
    Holdings() {
        held = new Deque[THREADS];
        for (int i = 0; i < THREADS; i++) {
            held[i] = new ArrayDeque<>();
        }
    }

    void add(int thread, T item) {
        held[thread].add(item);
    }

    @Nullable T removeOldest(int thread) {
        return held[thread].poll();
    }

    int count() {
        int all = 0;
        for (Deque<T> each : held) {
            all += each.size();
        }
        return all;
    }
}
