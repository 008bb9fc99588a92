package io.quayside.testkit;

import io.quayside.transport.simulated.Faults;
import java.util.ArrayList;
import java.util.List;

/** Several peers who send all at once as much as they can, over networks that cut and delay as they like: each is heard (C2). */
final class FloodStep implements ProtocolStep {
    private static final int PEERS = 5;
    private static final int NETWORKS = 4;
    private static final int BYTES = 20_000;

    @Override
    public String name() {
        return "a flood over bad networks";
    }

    @Override
    public <M> void run(Trial<M> trial, List<Sample<M>> samples) {
        for (int i = 0; i < NETWORKS && !trial.isEnough(); i++) {
            long seed = trial.kit().seed() + i;
            trial.tries("all samples, again and again", "sent by " + PEERS + " peers at once, network of seed " + seed);
            try (Bench<M> bench = new Bench<>(trial, samples, seed, Faults.lossless(), false)) {
                flood(trial, bench, SlowReaderStep.many(samples, BYTES));
            }
        }
    }

    private static <M> void flood(Trial<M> trial, Bench<M> bench, List<Sample<M>> many) {
        List<HarnessClient<M>> peers = new ArrayList<>();
        for (int i = 0; i < PEERS; i++) {
            peers.add(bench.connect());
        }
        peers.forEach(each -> each.write(CoalescedStep.stream(many)));
        bench.harness().settle();
        for (HarnessClient<M> each : peers) {
            Bench.Outcome<M> outcome = bench.outcome(each);
            trial.same(CoalescedStep.messages(many), outcome.messages(), each + "; " + outcome.ending());
        }
    }
}
