package io.quayside.tck.memory;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** One worker without a thread of its own, in virtual time: the same every time. */
final class Loop implements Workers {
    private static final long PATIENCE = 500_000;

    private record Due(long at, long number, Runnable task) {}

    private final PriorityQueue<Due> dues =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
    private long now;
    private long number;
    private boolean working;
    private boolean dead;

    @Override
    public void execute(Runnable task) {
        later(task, 0);
    }

    @Override
    public void later(Runnable task, long millis) {
        dues.add(new Due(now + millis, number++, task));
    }

    @Override
    public boolean areCaller() {
        return working;
    }

    @Override
    public void await(String what, BooleanSupplier until) {
        long steps = 0;
        while (!until.getAsBoolean()) {
            if (steps++ > PATIENCE || !step()) {
                throw new AssertionError("waited for " + what + ", and nothing is left that could bring it");
            }
        }
    }

    private boolean step() {
        Due due = dead ? null : dues.poll();
        if (due == null) {
            return false;
        }
        now = due.at;
        working = true;
        try {
            due.task.run();
        } catch (Throwable t) {
            dead = true; // as a thread is
        } finally {
            working = false;
        }
        return true;
    }

    /** It has no thread to be ended. */
    @Override
    public void stop() {}
}
