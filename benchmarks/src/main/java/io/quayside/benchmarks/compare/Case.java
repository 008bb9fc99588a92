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
 * @param turns how often a server is measured before it ends; with more than one, all servers are up meanwhile
 * @param trial how one server is measured
 */
record Case(String title, List<Figure> columns, Set<Figure> related, List<Figure> charted, int turns, Trial trial) {
    /** Gets a server ready to be measured. */
    @FunctionalInterface
    interface Trial {
        /** Starts it, and warms it up if it is to have several turns. */
        Subject begin(String server) throws IOException, InterruptedException;
    }

    /** A server that has begun. */
    interface Subject extends AutoCloseable {
        /** Measures it once. */
        Figures measure() throws IOException, InterruptedException;

        /** Has it stop in order, for want of which it has failed. */
        void stop() throws IOException, InterruptedException;

        /** Ends it, in order or not. */
        @Override
        void close();
    }
}
