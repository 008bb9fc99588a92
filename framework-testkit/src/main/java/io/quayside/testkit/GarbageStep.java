package io.quayside.testkit;

import java.util.List;
import java.util.SplittableRandom;

/** Bytes by chance, by themselves and behind a whole frame. */
final class GarbageStep implements ProtocolStep {
    private static final int STREAMS = 150;
    private static final int LONGEST = 600;

    @Override
    public String name() {
        return "garbage";
    }

    @Override
    public <M> void run(Trial<M> trial, List<Sample<M>> samples) {
        SplittableRandom random = new SplittableRandom(trial.kit().seed());
        try (Bench<M> bench = new Bench<>(trial, samples)) {
            for (int i = 0; i < STREAMS; i++) {
                byte[] garbage = new byte[1 + random.nextInt(random.nextInt(1, LONGEST))];
                random.nextBytes(garbage);
                if (i % 2 == 0) {
                    Strange.play(trial, bench, garbage, "garbage number " + i);
                } else {
                    Sample<M> sample = samples.get(i % samples.size());
                    byte[] both = Pieces.join(List.of(sample.frame(), garbage));
                    Strange.play(trial, bench, both, "garbage number " + i + " behind sample " + sample.number());
                }
            }
        }
    }
}
