package io.quayside.examples.resp;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys and their values; used by all sessions at once. It is in the heap, and has no bound: whoever can set keys can fill
 * it.
 */
final class Keyspace {
    private final ConcurrentMap<Bulk, Bulk> values = new ConcurrentHashMap<>();

    /** The value, or nil. */
    Resp get(Bulk key) {
        Bulk value = values.get(key);
        return value == null ? Nil.NIL : value;
    }

    void set(Bulk key, Bulk value) {
        values.put(key, value);
    }

    boolean remove(Bulk key) {
        return values.remove(key) != null;
    }

    boolean contains(Bulk key) {
        return values.containsKey(key);
    }

    int size() {
        return values.size();
    }

    void clear() {
        values.clear();
    }

    /**
     * Adds to the number that a key has, 0 if it has none, while nobody else can change it.
     *
     * @throws ArithmeticException when the sum is out of range
     * @throws NumberFormatException when the value is no number
     */
    long add(Bulk key, long amount) {
        return values.compute(key, (same, value) -> sum(value, amount)).number();
    }

    private static Bulk sum(@Nullable Bulk value, long amount) {
        return Bulk.of(Math.addExact(value == null ? 0 : value.number(), amount));
    }
}
