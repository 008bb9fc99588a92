package io.quayside.plugin.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Function;

/**
 * Some consecutive entries of a list that is ordered by id.
 *
 * @param entries the entries, in order
 * @param total how many there are on all pages
 * @param next the id to go on after; empty when nothing follows
 */
record Page<E>(List<E> entries, int total, String next) {

    /** The entries whose key comes after {@code after}, at most {@code limit} of them and at least one if there is one. */
    static <V, E> Page<E> of(
            NavigableMap<String, V> all, String after, int limit, int total, Function<Map.Entry<String, V>, E> entry) {
        List<E> entries = new ArrayList<>();
        String last = "";
        for (Map.Entry<String, V> each : all.tailMap(after, false).entrySet()) {
            if (entries.size() == limit) {
                return new Page<>(entries, total, last);
            }
            entries.add(entry.apply(each));
            last = each.getKey();
        }
        return new Page<>(entries, total, "");
    }
}
