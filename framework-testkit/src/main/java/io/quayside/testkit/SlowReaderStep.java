package io.quayside.testkit;

import io.quayside.transport.simulated.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A peer that is sent its messages back, and reads them a few bytes at a time: it gets every one, whole and in order (S4). */
final class SlowReaderStep implements ProtocolStep {
    private static final int BYTES = 100_000;
    private static final int MOST_MESSAGES = 1_000;
    private static final int MOST_AT_ONCE = 900;
    private static final int MOST_READS = 20_000;

    @Override
    public String name() {
        return "a slow reader";
    }

    @Override
    public <M> void run(Trial<M> trial, List<Sample<M>> samples) {
        Faults faults = Faults.none().windows(100, 4 << 10);
        trial.tries("all samples, again and again", "echoed to somebody who reads a few bytes at a time");
        try (Bench<M> bench = new Bench<>(trial, samples, trial.kit().seed(), faults, true)) {
            List<Sample<M>> many = many(samples, BYTES);
            HarnessClient<M> client = bench.connect().stopReading();
            client.sendBytes(CoalescedStep.stream(many));
            List<M> echoed = readSlowly(trial, client, many.size());
            trial.same(
                    CoalescedStep.messages(many), echoed, bench.outcome(client).ending());
            client.startReading().close();
        }
    }

    private static <M> List<M> readSlowly(Trial<M> trial, HarnessClient<M> client, int count) {
        SplittableRandom random = new SplittableRandom(trial.kit().seed());
        List<M> echoed = new ArrayList<>();
        for (int reads = 0; reads < MOST_READS && echoed.size() < count; reads++) {
            client.read(1 + random.nextInt(MOST_AT_ONCE));
            client.receiveAll().forEach(each -> echoed.add(trial.kit().copy(each)));
        }
        return echoed;
    }

    /** The samples again and again, up to so many bytes. */
    static <M> List<Sample<M>> many(List<Sample<M>> samples, int bytes) {
        List<Sample<M>> many = new ArrayList<>(samples);
        int size = CoalescedStep.stream(samples).length;
        for (int i = 0; size < bytes && many.size() < MOST_MESSAGES; i++) {
            Sample<M> next = samples.get(i % samples.size());
            many.add(next);
            size += next.frame().length;
        }
        return many;
    }
}
