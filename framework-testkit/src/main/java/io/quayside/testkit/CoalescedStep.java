package io.quayside.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Several frames in one piece: each is one message, in order (C1, C2). */
final class CoalescedStep implements ProtocolStep {
    private static final int MOST_PAIRED = 12;

    @Override
    public String name() {
        return "several frames in one piece";
    }

    @Override
    public <M> void run(Trial<M> trial, List<Sample<M>> samples) {
        try (Bench<M> bench = new Bench<>(trial, samples)) {
            List<Sample<M>> some = samples.subList(0, Math.min(MOST_PAIRED, samples.size()));
            for (Sample<M> one : some) {
                for (Sample<M> other : some) {
                    together(trial, bench, List.of(one, other));
                }
            }
            together(trial, bench, samples);
            andABeginning(trial, bench, samples);
        }
    }

    private static <M> void together(Trial<M> trial, Bench<M> bench, List<Sample<M>> samples) {
        if (!trial.isEnough()) {
            trial.tries(numbers(samples), "in one piece");
            Bench.Outcome<M> outcome = bench.play(List.of(stream(samples)));
            trial.same(messages(samples), outcome.messages(), outcome.ending());
        }
    }

    /** All frames and half of one more, then the rest. */
    private static <M> void andABeginning(Trial<M> trial, Bench<M> bench, List<Sample<M>> samples) {
        List<Sample<M>> more = new ArrayList<>(samples);
        more.add(samples.get(0));
        byte[] stream = stream(more);
        int half = stream.length - samples.get(0).frame().length / 2;
        if (!trial.isEnough()) {
            trial.tries(numbers(more), "the last of them cut in the middle");
            Bench.Outcome<M> outcome = bench.play(Pieces.cut(stream, half));
            trial.same(messages(more), outcome.messages(), outcome.ending());
        }
    }

    static <M> String numbers(List<Sample<M>> samples) {
        return "samples "
                + Arrays.toString(samples.stream().mapToInt(Sample::number).toArray());
    }

    static <M> byte[] stream(List<Sample<M>> samples) {
        return Pieces.join(samples.stream().map(Sample::frame).toList());
    }

    static <M> List<M> messages(List<Sample<M>> samples) {
        return samples.stream().map(Sample::message).toList();
    }
}
