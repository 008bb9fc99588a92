package io.quayside.benchmarks.load;

import java.util.EnumMap;
import java.util.Map;

/** What one measurement came to. Filled and read by one thread. */
public final class Figures {
    private final Map<Figure, Double> values = new EnumMap<>(Figure.class);

    /** Notes a figure. */
    public Figures put(Figure figure, double value) {
        values.put(figure, value);
        return this;
    }

    /** One of the figures; not a number when it was not measured. */
    public double get(Figure figure) {
        return values.getOrDefault(figure, Double.NaN);
    }
}
