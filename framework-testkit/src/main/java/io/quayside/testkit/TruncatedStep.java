package io.quayside.testkit;

import java.util.List;

/** A stream that ends within a frame: no message comes of it, and the session is closed, with others none the wiser. */
final class TruncatedStep implements ProtocolStep {
    private static final int MOST_CUTS = 60;

    @Override
    public String name() {
        return "streams that end within a frame";
    }

    @Override
    public <M> void run(Trial<M> trial, List<Sample<M>> samples) {
        try (Bench<M> bench = new Bench<>(trial, samples)) {
            for (Sample<M> sample : samples) {
                for (int position : Pieces.positions(sample.frame().length, MOST_CUTS)) {
                    if (!trial.isEnough()) {
                        trial.tries(sample, "the stream ends after byte " + position);
                        bench.beside(() -> end(trial, bench, Pieces.cut(sample.frame(), position)));
                    }
                }
            }
        }
    }

    private static <M> void end(Trial<M> trial, Bench<M> bench, List<byte[]> pieces) {
        HarnessClient<M> client = bench.connect().sendBytes(pieces.get(0));
        if (client.isOpen()) {
            client.endStream();
        }
        Bench.Outcome<M> outcome = bench.outcome(client);
        trial.same(List.of(), outcome.messages(), outcome.ending());
        if (!outcome.refused()) {
            trial.found("the session is closed", outcome.ending());
        }
        client.close();
    }
}
