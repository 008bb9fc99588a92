package io.quayside.testkit;

import java.util.List;
import java.util.stream.IntStream;

/** A frame that comes in two pieces, cut at every position in turn, and byte by byte: nothing comes of the first (C1, C2). */
final class SplitStep implements ProtocolStep {
    private static final int MOST_CUTS = 3_000;
    private static final int MOST_BYTES = 30_000_000;
    private static final int LONGEST_BYTE_BY_BYTE = 2_000;

    @Override
    public String name() {
        return "frames cut at every position";
    }

    @Override
    public <M> void run(Trial<M> trial, List<Sample<M>> samples) {
        for (Sample<M> sample : samples) {
            try (Bench<M> bench = new Bench<>(trial, samples)) {
                cutEverywhere(trial, bench, sample);
                byteByByte(trial, bench, sample);
            }
        }
    }

    private static <M> void cutEverywhere(Trial<M> trial, Bench<M> bench, Sample<M> sample) {
        byte[] frame = sample.frame();
        int most = Math.max(30, Math.min(MOST_CUTS, MOST_BYTES / frame.length));
        HarnessClient<M> client = bench.connect();
        for (int position : Pieces.positions(frame.length, most)) {
            if (trial.isEnough()) {
                return;
            }
            trial.tries(sample, "cut after byte " + position);
            if (!goesThrough(trial, bench, client, sample, position)) {
                client.close();
                client = bench.connect();
            }
        }
    }

    private static <M> boolean goesThrough(
            Trial<M> trial, Bench<M> bench, HarnessClient<M> client, Sample<M> sample, int position) {
        List<byte[]> pieces = Pieces.cut(sample.frame(), position);
        client.sendBytes(pieces.get(0));
        Bench.Outcome<M> before = bench.outcome(client);
        if (!before.messages().isEmpty() || before.refused()) {
            return trial.same(List.of(), before.messages(), "only the first piece has come; " + before.ending())
                    && refused(trial, before);
        }
        client.sendBytes(pieces.get(1));
        Bench.Outcome<M> after = bench.outcome(client);
        return trial.same(List.of(sample.message()), after.messages(), "all has come; " + after.ending());
    }

    private static <M> boolean refused(Trial<M> trial, Bench.Outcome<M> before) {
        trial.found("the session waits for the rest of the frame", before.ending());
        return false;
    }

    private static <M> void byteByByte(Trial<M> trial, Bench<M> bench, Sample<M> sample) {
        byte[] frame = sample.frame();
        if (frame.length > LONGEST_BYTE_BY_BYTE || trial.isEnough()) {
            return;
        }
        trial.tries(sample, "byte by byte");
        int[] everywhere = IntStream.range(1, frame.length).toArray();
        Bench.Outcome<M> outcome = bench.play(Pieces.cut(frame, everywhere));
        trial.same(List.of(sample.message()), outcome.messages(), outcome.ending());
    }
}
