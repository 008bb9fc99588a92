package io.quayside.load.bench;

import io.quayside.load.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A run: connects, warms up, measures, waits for what is under way. Used once; one thread calls {@link #run}, and any may
 * call {@link #progress} and {@link #stop} meanwhile.
 */
public final class Bench {
    private static final long LONGEST_NANOS = 3_600_000_000_000L;
    private static final int DIGITS = 3;

    private final Exchange exchange;
    private final Control control;
    private final List<Worker> workers = new ArrayList<>();
    private volatile boolean stopped;

    /** One that has done nothing yet. */
    public Bench(Plan plan) {
        this.exchange = plan.exchange();
        this.control = new Control(plan.threads());
        int first = 0;
        for (int i = 0; i < plan.threads(); i++) {
            int end = (int) ((long) plan.connections() * (i + 1) / plan.threads());
            workers.add(new Worker(plan, exchange, control, first, end - first));
            first = end;
        }
    }

    /** Does it, and waits for its end. What fails is in the result. */
    public Result run() throws InterruptedException {
        AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (Worker worker : workers) {
            Thread thread = new Thread(worker, "quayside-load-" + threads.size());
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((which, e) -> {
                fault.compareAndSet(null, e);
                control.end();
            });
            thread.start();
            threads.add(thread);
        }
        try {
            control.begin();
            for (Thread thread : threads) {
                thread.join();
            }
        } finally {
            control.end();
        }
        Throwable cause = fault.get();
        if (cause != null) {
            throw new IllegalStateException("the generator failed: " + cause, cause);
        }
        return result();
    }

    /** Ends it soon: what was measured by then is the result. */
    public void stop() {
        stopped = true;
        control.end();
    }

    /** How far it is. */
    public Progress progress() {
        long nanos = control.hasBegun() ? System.nanoTime() - control.beginning() : 0;
        long messages = workers.stream().mapToLong(Worker::messages).sum();
        return new Progress(control.connections(), control.hasBegun(), nanos, messages);
    }

    /**
     * How far a run is.
     *
     * @param connections that are there
     * @param hasBegun whether all were there, and the load has begun
     * @param nanos since the load has begun
     * @param messages that have come back since then
     */
    public record Progress(int connections, boolean hasBegun, long nanos, long messages) {}

    private Result result() {
        Histogram latencies = new Histogram(LONGEST_NANOS, DIGITS);
        workers.forEach(worker -> latencies.add(worker.latencies()));
        long messages = workers.stream().mapToLong(Worker::measured).sum();
        return new Result(
                workers.stream().mapToLong(Worker::measuredNanos).max().orElse(0),
                messages,
                messages * exchange.answers().frameSize(),
                latencies,
                workers.stream().mapToLong(Worker::unanswered).sum(),
                workers.stream().mapToDouble(Worker::busy).max().orElse(0),
                stopped,
                control.failure());
    }
}
