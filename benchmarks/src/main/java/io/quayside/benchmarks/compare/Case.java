package io.quayside.benchmarks.compare;

import io.quayside.benchmarks.load.Figure;
import io.quayside.benchmarks.load.Figures;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * One table of a comparison: all servers under one load.
 *
 * @param title what the load is
 * @param columns what the table shows
 * @param related which of these also relate to the base
 * @param charted which of these the chart shows
 * @param trial how one server is measured once
 */
record Case(String title, List<Figure> columns, Set<Figure> related, List<Figure> charted, Trial trial) {
    /** Measures a server. */
    @FunctionalInterface
    interface Trial {
        /** Starts it, measures it and ends it. */
        Figures run(String server) throws IOException, InterruptedException;
    }
}
