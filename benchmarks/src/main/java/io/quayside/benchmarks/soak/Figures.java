package io.quayside.benchmarks.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import io.quayside.core.Server;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A server's figures at one moment: taken in its process, printed as a line, and read again in the process that asked.
 * Immutable.
 */
final class Figures {
    private static final long KIB = 1 << 10;

    private final Map<Figure, Long> values;

    private Figures(Map<Figure, Long> values) {
        this.values = values;
    }

    /** Takes them, after a full collection. */
    static Figures of(Server server) {
        Map<Figure, Long> taken = new EnumMap<>(Figure.class);
        Map<String, Long> metrics = server.metrics();
        for (Figure figure : Figure.values()) {
            taken.put(figure, metrics.getOrDefault(figure.metric(), 0L));
        }
        taken.merge(Figure.DIRECT, KIB, (bytes, unit) -> bytes / unit);
        System.gc();
        taken.put(
                Figure.HEAP,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / KIB);
        taken.put(Figure.THREADS, (long) ManagementFactory.getThreadMXBean().getThreadCount());
        taken.put(
                Figure.DESCRIPTORS,
                ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
                        .getOpenFileDescriptorCount());
        return new Figures(taken);
    }

    /** Reads a {@link #line()}. */
    static Figures parse(String line) {
        Map<Figure, Long> read = new EnumMap<>(Figure.class);
        for (String pair : line.split(" ", -1)) {
            int equals = pair.indexOf('=');
            read.put(Figure.valueOf(pair.substring(0, equals)), Long.parseLong(pair.substring(equals + 1)));
        }
        return new Figures(read);
    }

    long get(Figure figure) {
        return values.getOrDefault(figure, 0L);
    }

    /** Whether every session has ended and every context is back. */
    boolean isQuiet() {
        return get(Figure.SESSIONS) == 0 && get(Figure.IN_USE) == 0 && get(Figure.OPENED) == get(Figure.CLOSED);
    }

    String line() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey().name() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }
}
