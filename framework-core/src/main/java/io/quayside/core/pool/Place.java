package io.quayside.core.pool;

import io.quayside.api.pool.IoContext;
import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where in the code a lease began or ended: the innermost calls that tell something, without those of the pool itself and of
 * the JDK. Holds texts alone, so that it keeps no class, and no plugin, from being unloaded.
 */
record Place(List<StackTraceElement> calls) {
    /** Enough to tell which of the framework's few acquirers it was, and what it was doing that for. */
    private static final int CALLS = 8;

    private static final StackWalker WALKER = StackWalker.getInstance();
    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.");
    private static final Set<String> OWN = Stream.of(
                    IoContext.class,
                    SlabPool.class,
                    SizeClass.class,
                    IndexPool.class,
                    LeaseTracker.class,
                    LeakWatch.class,
                    Place.class)
            .map(Class::getName)
            .collect(Collectors.toUnmodifiableSet());

    /** Where the calling thread is. */
    static Place here() {
        return new Place(WALKER.walk(frames -> frames.filter(Place::tells)
                .limit(CALLS)
                .map(StackFrame::toStackTraceElement)
                .toList()));
    }

    private static boolean tells(StackFrame frame) {
        String name = frame.getClassName();
        return !OWN.contains(name) && JDK.stream().noneMatch(name::startsWith);
    }

    @Override
    public String toString() {
        return calls.isEmpty()
                ? "a place outside all code but the JDK's"
                : calls.stream().map(StackTraceElement::toString).collect(Collectors.joining(", called by "));
    }
}
