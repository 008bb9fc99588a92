package io.quayside.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of loads whose cases are all combinations of connections, sizes, and messages in flight. */
final class Matrix {
    private static final String UNLESS_TOLD = "; the default depends on the load";

    @Option(names = "--connections", paramLabel = "N", split = ",", description = "Connections at a time" + UNLESS_TOLD)
    private List<Integer> connections = List.of();

    @Option(names = "--size", paramLabel = "BYTES", split = ",", description = "Bytes of each message" + UNLESS_TOLD)
    private List<Integer> sizes = List.of();

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            split = ",",
            description = "Messages under way on each connection" + UNLESS_TOLD)
    private List<Integer> inFlight = List.of();

    /** One combination. */
    record Point(int connections, int size, int inFlight) {
        @Override
        public String toString() {
            return connections + (connections == 1 ? " connection, " : " connections, ") + size + " bytes, " + inFlight
                    + " in flight";
        }
    }

    /** All combinations that this machine can do; the lists stand for what was not told. */
    List<Point> points(List<Integer> usualConnections, List<Integer> usualSizes, List<Integer> usualInFlight) {
        List<Point> points = new ArrayList<>();
        for (int count : or(connections, usualConnections)) {
            for (int size : or(sizes, usualSizes)) {
                for (int under : or(inFlight, usualInFlight)) {
                    if (Limits.allow(count, size, under)) {
                        points.add(new Point(count, size, under));
                    }
                }
            }
        }
        return points;
    }

    private static List<Integer> or(List<Integer> told, List<Integer> usual) {
        return told.isEmpty() ? usual : told;
    }
}
