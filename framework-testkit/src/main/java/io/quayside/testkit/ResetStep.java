package io.quayside.testkit;

import java.util.List;

/** A connection that breaks within a frame, behind a whole one: that one counts, and the other leaves nothing. */
final class ResetStep implements ProtocolStep {
    private static final int MOST_CUTS = 60;

    @Override
    public String name() {
        return "connections that break within a frame";
    }

    @Override
    public <M> void run(Trial<M> trial, List<Sample<M>> samples) {
        try (Bench<M> bench = new Bench<>(trial, samples)) {
            for (Sample<M> sample : samples) {
                for (int position : Pieces.positions(sample.frame().length, MOST_CUTS)) {
                    if (!trial.isEnough()) {
                        trial.tries(sample, "the connection breaks after byte " + position + " of its second coming");
                        bench.beside(() -> breakOff(trial, bench, sample, position));
                    }
                }
            }
        }
    }

    private static <M> void breakOff(Trial<M> trial, Bench<M> bench, Sample<M> sample, int position) {
        byte[] twice = Pieces.join(List.of(sample.frame(), sample.frame()));
        byte[] sent = Pieces.cut(twice, sample.frame().length + position).get(0);
        HarnessClient<M> client = bench.connect().sendBytes(sent);
        client.reset();
        Bench.Outcome<M> outcome = bench.outcome(client);
        trial.same(List.of(sample.message()), outcome.messages(), outcome.ending());
        if (!outcome.refused()) {
            trial.found("the session is closed", outcome.ending());
        }
    }
}
