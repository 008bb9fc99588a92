package io.quayside.load.bench;

import io.quayside.load.Connections;
import io.quayside.load.Exchange;
import io.quayside.load.LoadConnection;
import io.quayside.load.WrongAnswer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * One thread of a run, with its share of the connections. Everything but {@link #messages()} is that thread's until it has
 * ended.
 */
final class Worker implements Runnable {
    private final Plan plan;
    private final Exchange exchange;
    private final Control control;
    private final int first;
    private final int count;
    private final Pace pace;
    private final Silence silence;
    private volatile long published;
    private long measuredNanos;
    private long measured;
    private long unanswered;
    private double busy;

    /** With so many connections, of which the first has this number. */
    Worker(Plan plan, Exchange exchange, Control control, int first, int count) {
        this.plan = plan;
        this.exchange = exchange;
        this.control = control;
        this.first = first;
        this.count = count;
        this.pace = plan.isOpen()
                ? new OpenPace(plan.perSecond() * count / plan.connections(), count)
                : new ClosedPace(count, plan.inFlight());
        this.silence = new Silence(count, plan.timeOut().toNanos());
    }

    /** How many messages have come back in all, at the last look. Any thread. */
    long messages() {
        return published;
    }

    long measuredNanos() {
        return measuredNanos;
    }

    long measured() {
        return measured;
    }

    long unanswered() {
        return unanswered;
    }

    double busy() {
        return busy;
    }

    Histogram latencies() {
        return pace.nanos();
    }

    @Override
    public void run() {
        try (Connections all = new Connections(exchange, first, this::answered)) {
            try {
                connect(all);
            } finally {
                control.doneConnecting();
            }
            long beginning = control.awaitBegin();
            if (!control.isEnding()) {
                load(all, beginning);
            }
        } catch (WrongAnswer e) {
            control.fail(Failure.Kind.WRONG, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            control.fail(
                    lackOfDescriptors(e) ? Failure.Kind.NO_DESCRIPTORS : Failure.Kind.LOST,
                    String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            control.end();
        }
    }

    private void connect(Connections all) {
        try {
            while (all.count() < count && !control.isEnding()) {
                all.connect(plan.server(), (int) plan.timeOut().toMillis());
                control.connected();
            }
        } catch (IOException e) {
            if (lackOfDescriptors(e)) {
                control.fail(Failure.Kind.NO_DESCRIPTORS, after(String.valueOf(e.getMessage())));
            } else {
                control.fail(Failure.Kind.NOT_REACHABLE, after(reason(e)));
            }
        }
    }

    private void load(Connections all, long beginning) throws IOException {
        long begun = Math.max(beginning, System.nanoTime());
        silence.begin(begun);
        pace.begin(all, begun);
        long warm = go(all, begun, plan.warmUp().toNanos());
        if (control.isEnding()) {
            return;
        }
        measure(all, warm);
        finish(all);
    }

    private void measure(Connections all, long now) throws IOException {
        long before = all.messages();
        pace.record(now, plan.duration().toNanos());
        all.poller().forget();
        try {
            go(all, now, plan.duration().toNanos());
        } finally {
            measuredNanos = System.nanoTime() - now;
            measured = all.messages() - before;
            busy = all.poller().busy();
        }
    }

    /** Keeps the load up for so long; answers the time after that. */
    private long go(Connections all, long from, long duration) throws IOException {
        long now = System.nanoTime();
        while (now - from < duration && !control.isEnding()) {
            now = all.poller().poll();
            pace.send(all, now);
            look(all, now);
        }
        return now;
    }

    /** Waits for what is under way, unless somebody wants an end. */
    private void finish(Connections all) throws IOException {
        pace.send(all, System.nanoTime());
        if (!plan.isOpen()) {
            for (int i = 0; i < count; i++) {
                all.get(i).end();
            }
        }
        // What an overloaded server still has to do may take any time; a connection that has gone silent is noticed
        // before.
        long begun = System.nanoTime();
        long now = begun;
        while (!isComplete(all)
                && !control.isEnding()
                && now - begun < 2 * plan.timeOut().toNanos()) {
            now = all.poller().poll();
            look(all, now);
        }
        unanswered = pace.giveUp(all, now);
    }

    private static boolean isComplete(Connections all) {
        for (int i = 0; i < all.count(); i++) {
            if (!all.get(i).isComplete()) {
                return false;
            }
        }
        return true;
    }

    private void look(Connections all, long now) {
        if (!silence.isDue(now)) {
            return;
        }
        published = all.messages();
        int index = silence.look(all, now);
        if (index >= 0) {
            LoadConnection silent = all.get(index);
            control.fail(
                    Failure.Kind.SILENT,
                    String.format(
                            Locale.ROOT,
                            "connection %d: nothing has come back for %.1f s, although %d echoes are due (%d came before)",
                            silent.number(),
                            plan.timeOut().toMillis() / 1e3,
                            silent.allowed() - silent.answered(),
                            silent.answered()));
        }
    }

    private void answered(LoadConnection connection, int messages) {
        long now = System.nanoTime();
        int index = connection.number() - first;
        silence.heard(index, now);
        pace.answered(index, connection, messages, now);
    }

    private String after(String reason) {
        int there = control.connections();
        return there == 0 ? reason : reason + " (after " + there + " of " + plan.connections() + " connections)";
    }

    private static String reason(IOException e) {
        if (e instanceof SocketTimeoutException) {
            return "no connection in time";
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static boolean lackOfDescriptors(IOException e) {
        return e.getMessage() != null && e.getMessage().contains("open files");
    }
}
