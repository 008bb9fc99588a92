package io.quayside.distribution.cli;

import io.quayside.load.bench.Bench;
import io.quayside.load.bench.Plan;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A line that tells how far a run is, over and over in the same place; only where stderr is a terminal. A thread of its own
 * writes it, until {@link #end} has wiped it out.
 */
final class BenchProgress {
    private static final long EACH_MILLIS = 250;
    private static final int WIDTH = 78;

    private final Bench bench;
    private final Plan plan;
    private final PrintWriter err;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread writer = new Thread(this::write, "quayside-bench-progress");
    private long lastMessages;
    private long lastNanos;

    private BenchProgress(Bench bench, Plan plan, PrintWriter err) {
        this.bench = bench;
        this.plan = plan;
        this.err = err;
    }

    static BenchProgress begin(Bench bench, Plan plan, Surroundings surroundings) {
        BenchProgress progress = new BenchProgress(bench, plan, surroundings.err());
        if (surroundings.errIsTerminal().getAsBoolean()) {
            progress.writer.setDaemon(true);
            progress.writer.start();
        }
        return progress;
    }

    /** Wipes the line out, if there is one. */
    void end() throws InterruptedException {
        ended.countDown();
        writer.join();
    }

    private void write() {
        try {
            while (!ended.await(EACH_MILLIS, TimeUnit.MILLISECONDS)) {
                show(line(bench.progress()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        show("");
        err.print('\r');
        err.flush();
    }

    /** What the line says at a moment. */
    String line(Bench.Progress now) {
        if (!now.hasBegun()) {
            return String.format(Locale.ROOT, "connecting: %d of %d", now.connections(), plan.connections());
        }
        long nanos = Math.max(1, now.nanos() - lastNanos);
        double perSecond = (now.messages() - lastMessages) * 1e9 / nanos;
        lastNanos = now.nanos();
        lastMessages = now.messages();
        long warmUp = plan.warmUp().toNanos();
        boolean measuring = now.nanos() >= warmUp;
        return String.format(
                Locale.ROOT,
                "%s: %.0f of %.0f s, %,.0f messages/s",
                measuring ? "measuring" : "warming up",
                Math.min(now.nanos() - (measuring ? warmUp : 0), plan.duration().toNanos()) / 1e9,
                (measuring ? plan.duration() : plan.warmUp()).toMillis() / 1e3,
                perSecond);
    }

    private void show(String line) {
        err.print(String.format(Locale.ROOT, "\r%-" + WIDTH + "s", line));
        err.flush();
    }
}
