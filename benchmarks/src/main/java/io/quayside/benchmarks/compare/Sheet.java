package io.quayside.benchmarks.compare;

import io.quayside.benchmarks.load.Figure;
import io.quayside.benchmarks.load.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The results of a case: for each server the figures of each measurement, or why there is none. Filled and read by one thread. */
final class Sheet {
    private final Case which;
    private final String base;
    private final Map<String, List<Figures>> results = new LinkedHashMap<>();
    private final Map<String, String> without = new LinkedHashMap<>();

    Sheet(Case which, List<String> servers, String base) {
        this.which = which;
        this.base = base;
        servers.forEach(name -> results.put(name, new ArrayList<>()));
    }

    Case which() {
        return which;
    }

    String base() {
        return base;
    }

    List<String> names() {
        return List.copyOf(results.keySet());
    }

    void add(String name, Figures figures) {
        rounds(name).add(figures);
    }

    /** There are no figures of a server: those there were are dropped. */
    void drop(String name, String why) {
        rounds(name).clear();
        without.put(name, why);
    }

    /** Why a server has no figures; null when it has. */
    @Nullable String whyNot(String name) {
        return without.get(name);
    }

    /** A server's figures, by measurement. */
    List<Figures> rounds(String name) {
        return Objects.requireNonNull(results.get(name), name);
    }

    /** The median of a server's figure. */
    double median(String name, Figure figure) {
        return median(
                rounds(name).stream().mapToDouble(round -> round.get(figure)).toArray());
    }

    /** How far apart the middle half of the measurements is, from its least to its most, in percent of the median. */
    double spread(String name, Figure figure) {
        double[] values = rounds(name).stream()
                .mapToDouble(round -> round.get(figure))
                .sorted()
                .toArray();
        if (values.length == 0) {
            return Double.NaN;
        }
        int quarter = values.length / 4;
        return 100 * (values[values.length - 1 - quarter] - values[quarter]) / median(values);
    }

    /**
     * The median of how a server's figure relates to the base's in the same turn: what slows the machine down for a while
     * slows both.
     */
    double ratio(String name, Figure figure) {
        List<Figures> ours = rounds(name);
        List<Figures> theirs = results.getOrDefault(base, List.of());
        double[] ratios = new double[Math.min(ours.size(), theirs.size())];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = ours.get(i).get(figure) / theirs.get(i).get(figure);
        }
        return median(ratios);
    }

    private static double median(double[] values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
