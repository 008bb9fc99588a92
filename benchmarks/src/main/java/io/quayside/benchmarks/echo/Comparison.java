package io.quayside.benchmarks.echo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The results of all rounds; a round has one for each candidate. Filled and read by one thread. */
final class Comparison {
    private final List<LoadResult[]> rounds = new ArrayList<>();

    /** Adds a round: the results in the order of the candidates. */
    void add(LoadResult[] round) {
        rounds.add(round.clone());
    }

    /** The median of a figure of one candidate. */
    double median(int candidate, ToDoubleFunction<LoadResult> figure) {
        return median(rounds.stream()
                .mapToDouble(round -> figure.applyAsDouble(round[candidate]))
                .toArray());
    }

    /**
     * The median of how a figure of one candidate relates to another's in the same round: what slows the machine down for a
     * while slows both.
     */
    double ratio(int candidate, int base, ToDoubleFunction<LoadResult> figure) {
        return median(rounds.stream()
                .mapToDouble(round -> figure.applyAsDouble(round[candidate]) / figure.applyAsDouble(round[base]))
                .toArray());
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
