package io.quayside.testkit;

import java.lang.StackWalker.StackFrame;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Notices the threads that code makes, and tells which of them are still there in the end.
 *
 * <p>While the code runs, its thread has a mark that is inherited: the making of a thread makes a mark for it, and shows the
 * place. The thread is the only one to hold its mark, and drops it when it ends. So a mark that garbage collection can't clear
 * is that of a live thread. Other tests in the same machine don't disturb this, as they would a comparison of all threads.
 */
final class ThreadWatch {
    private static final Marks MARKS = new Marks();
    private static final long PATIENCE_NANOS = 1_000_000_000;
    private static final long LOOK_EVERY_NANOS = 5_000_000;
    private static final StackWalker WALKER = StackWalker.getInstance();
    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.");

    private final Queue<Birth> births = new ConcurrentLinkedQueue<>();

    private record Mark(ThreadWatch watch) {}

    private record Birth(String place, WeakReference<Mark> mark) {}

    private static final class Marks extends InheritableThreadLocal<@Nullable Mark> {
        @Override
        protected @Nullable Mark childValue(@Nullable Mark parents) {
            return parents == null ? null : parents.watch().born();
        }
    }

    private Mark born() {
        Mark mark = new Mark(this);
        births.add(new Birth(place(), new WeakReference<>(mark)));
        return mark;
    }

    private static String place() {
        return WALKER.walk(frames -> frames.filter(ThreadWatch::tells)
                .findFirst()
                .map(frame -> frame.toStackTraceElement().toString())
                .orElse("an unknown place"));
    }

    private static boolean tells(StackFrame frame) {
        String name = frame.getClassName();
        return !name.startsWith(ThreadWatch.class.getName()) && JDK.stream().noneMatch(name::startsWith);
    }

    /** Runs code whose threads are to be noticed, and theirs. */
    void during(Runnable code) {
        Mark before = MARKS.get();
        MARKS.set(new Mark(this));
        try {
            code.run();
        } finally {
            if (before == null) {
                MARKS.remove();
            } else {
                MARKS.set(before);
            }
        }
    }

    /** Where the threads were made that are still alive, once they had some time to end. Takes no time when there are none. */
    List<String> alive() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        births.removeIf(each -> each.mark().refersTo(null));
        while (!births.isEmpty() && System.nanoTime() - end < 0) {
            System.gc();
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            births.removeIf(each -> each.mark().refersTo(null));
        }
        return births.stream()
                .map(each -> "a thread is alive that was made at " + each.place())
                .toList();
    }
}
