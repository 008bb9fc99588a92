package io.quayside.transport.simulated;

import java.util.Locale;

/**
 * What happened last, one line for each thing, in a ring of bounded size; and a digest of everything that ever happened,
 * which two runs can be compared by. Recording writes a few words and allocates nothing; the text is made when somebody
 * reads it. Guarded by the network's lock.
 */
final class Trace {
    /** Instead of a number of bytes. */
    static final int NO_BYTES = -1;

    private static final int KEPT = 1 << 10;
    private static final int PREVIEW = 2 * Long.BYTES;

    private final long[] times = new long[KEPT];
    private final String[] names = new String[KEPT];
    private final String[] events = new String[KEPT];
    private final int[] sizes = new int[KEPT];
    private final long[] beginnings = new long[KEPT];
    private final long[] continuations = new long[KEPT];
    private long recorded;
    private long digest;

    void record(long time, String name, String event) {
        record(time, name, event, NO_BYTES, 0, 0);
    }

    /**
     * Notes one thing.
     *
     * @param size the number of bytes it is about, or {@link #NO_BYTES}
     * @param beginning the first eight of them, the very first in the lowest bits
     * @param continuation the next eight
     */
    void record(long time, String name, String event, int size, long beginning, long continuation) {
        int at = (int) recorded & (KEPT - 1);
        recorded++;
        times[at] = time;
        names[at] = name;
        events[at] = event;
        sizes[at] = size;
        beginnings[at] = beginning;
        continuations[at] = continuation;
        digest = Draws.mixed(digest ^ time ^ ((long) name.hashCode() << 32) ^ event.hashCode());
        if (size != NO_BYTES) {
            digest = Draws.mixed((digest + size) ^ beginning ^ Long.rotateLeft(continuation, 32));
        }
    }

    /** A number that depends on everything recorded, in its order. */
    long digest() {
        return digest;
    }

    /** The lines that are kept, the oldest first. */
    String text() {
        StringBuilder text = new StringBuilder();
        long first = Math.max(0, recorded - KEPT);
        if (first > 0) {
            text.append("... ").append(first).append(" lines before\n");
        }
        for (long i = first; i < recorded; i++) {
            line(text, (int) i & (KEPT - 1));
        }
        return text.toString();
    }

    private void line(StringBuilder text, int at) {
        text.append(seconds(times[at]))
                .append("  ")
                .append(names[at])
                .append("  ")
                .append(events[at]);
        if (sizes[at] != NO_BYTES) {
            text.append(' ').append(sizes[at]).append(" \"");
            for (int i = 0; i < Math.min(sizes[at], PREVIEW); i++) {
                long word = i < Long.BYTES ? beginnings[at] : continuations[at];
                readable(text, (int) (word >>> (Byte.SIZE * (i % Long.BYTES))) & 0xFF);
            }
            text.append(sizes[at] > PREVIEW ? "\"..." : "\"");
        }
        text.append('\n');
    }

    /** A time as it stands in the trace. */
    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%d.%09d", nanos / 1_000_000_000, nanos % 1_000_000_000);
    }

    private static void readable(StringBuilder text, int value) {
        if (value == '\n') {
            text.append("\\n");
        } else if (value >= ' ' && value < 0x7F) {
            text.append((char) value);
        } else {
            text.append(String.format(Locale.ROOT, "\\x%02x", value));
        }
    }
}
