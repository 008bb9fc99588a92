package io.quayside.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that a {@link ProtocolKit} tries, once. */
final class ProtocolRun<M> {
    private static final int FRAMES_SHOWN = 8;

    private final ProtocolKit<M> kit;
    private final List<Trial<M>> trials = new ArrayList<>();

    ProtocolRun(ProtocolKit<M> kit) {
        this.kit = kit;
    }

    /** Runs it on a thread of its own, which is given so much time. */
    ProtocolReport report(Duration patience) {
        FutureTask<Void> running = new FutureTask<>(this::run, null);
        Thread thread = new Thread(running, "protocol kit");
        thread.setDaemon(true);
        thread.start();
        try {
            running.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            hangs(thread, patience);
        } catch (ExecutionException e) {
            throw new AssertionError("the protocol kit failed itself: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        synchronized (trials) {
            return new ProtocolReport(
                    kit.codec().getClass().getName(),
                    kit.seed(),
                    trials.stream().map(Trial::result).toList());
        }
    }

    private void run() {
        List<Sample<M>> samples = new ArrayList<>();
        Trial<M> first = begin("round trips");
        for (int i = 0; i < kit.samples().size(); i++) {
            RoundTrip.encode(first, i + 1, kit.samples().get(i)).ifPresent(samples::add);
        }
        if (first.hasFindings()) {
            return; // whatever is tried with such frames would go wrong for the same reason
        }
        List<ProtocolStep> steps = List.of(
                new SplitStep(),
                new CoalescedStep(),
                new TruncatedStep(),
                new ResetStep(),
                new HostileStep(),
                new GarbageStep(),
                new SlowReaderStep(),
                new FloodStep());
        for (ProtocolStep each : steps) {
            guarded(each, begin(each.name()), samples);
        }
    }

    /** What a step itself stumbles over is the codec's doing too: it throws where no session is in between. */
    private static <M> void guarded(ProtocolStep step, Trial<M> trial, List<Sample<M>> samples) {
        try {
            step.run(trial, samples);
        } catch (RuntimeException | Error e) {
            trial.found(
                    "nothing is thrown", e instanceof AssertionError ? String.valueOf(e.getMessage()) : e.toString());
        }
    }

    private Trial<M> begin(String name) {
        Trial<M> trial = new Trial<>(kit, name);
        synchronized (trials) {
            trials.add(trial);
        }
        return trial;
    }

    private void hangs(Thread thread, Duration patience) {
        String frames = Stream.of(thread.getStackTrace())
                .limit(FRAMES_SHOWN)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(", called by "));
        thread.interrupt();
        synchronized (trials) {
            trials.get(trials.size() - 1).hangs("it still runs after " + patience.toMillis() + " ms, at " + frames);
        }
    }
}
