package io.quayside.load.report;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * The latencies of a run by percentile, with both axes in powers of ten: to the right ever fewer of the messages, upwards
 * ever later ones. So the tail, which matters, has most of the room.
 */
public final class LatencyChart {
    private static final int LEFT = 80;
    private static final int RIGHT = 40;
    private static final int TOP = 64;
    private static final int BOTTOM = 48;
    private static final int WIDTH = 720;
    private static final int HEIGHT = 360;
    private static final int STEPS_OF_TEN = 24;
    private static final double MICRO = 1e3;
    private static final String GRID = "#d5dce0";
    private static final String COLOUR = "#1f6f8b";

    private final Histogram nanos;
    private final int decades;
    private final int lowest;
    private final int highest;
    private final Svg svg = new Svg();

    private LatencyChart(Histogram nanos) {
        this.nanos = nanos;
        this.decades = Math.max(1, (int) Math.ceil(Math.log10((double) Math.max(1, nanos.getTotalCount()))));
        this.lowest = (int) Math.floor(Math.log10(micros(0)));
        this.highest = Math.max(lowest + 1, (int) Math.ceil(Math.log10(micros(decades))));
    }

    /** The picture of a report; without latencies, one that says so. */
    public static String of(BenchReport report) {
        return new LatencyChart(report.result().latencies()).draw(report);
    }

    private String draw(BenchReport report) {
        svg.text(LEFT, 20, "start", "bold", "Latency by percentile, microseconds");
        svg.text(LEFT, 38, "start", "normal", report.description());
        if (nanos.getTotalCount() == 0) {
            svg.text(LEFT, TOP + HEIGHT / 2, "start", "normal", "nothing was recorded");
        } else {
            grid();
            curve();
        }
        return svg.document(LEFT + WIDTH + RIGHT, TOP + HEIGHT + BOTTOM);
    }

    private void grid() {
        for (int power = lowest; power <= highest; power++) {
            int at = y(Math.pow(10, power));
            svg.line(LEFT + "," + at + " " + (LEFT + WIDTH) + "," + at, GRID, 1);
            svg.text(
                    LEFT - 8,
                    at + 4,
                    "end",
                    "normal",
                    String.format(Locale.ROOT, power < 0 ? "%.3f" : "%,.0f", Math.pow(10, power)));
        }
        for (int decade = 0; decade <= decades; decade++) {
            int at = x(decade);
            svg.line(at + "," + TOP + " " + at + "," + (TOP + HEIGHT), GRID, 1);
            String percent = decade == 0
                    ? "0%"
                    : decade == 1 ? "90%" : decade == 2 ? "99%" : "99." + "9".repeat(decade - 2) + "%";
            svg.text(at, TOP + HEIGHT + 18, "middle", "normal", percent);
        }
        svg.text(LEFT + WIDTH / 2, TOP + HEIGHT + 38, "middle", "normal", "so many of the messages took no longer");
    }

    private void curve() {
        StringBuilder points = new StringBuilder();
        for (int step = 0; step <= decades * STEPS_OF_TEN; step++) {
            double decade = (double) step / STEPS_OF_TEN;
            points.append(x(decade)).append(',').append(y(micros(decade))).append(' ');
        }
        svg.line(points.toString().strip(), COLOUR, 2);
    }

    /** The latency that all but one of ten to this power didn't exceed; at least a nanosecond, since zero has no power. */
    private double micros(double decade) {
        double percent = 100 * (1 - Math.pow(10, -decade));
        return (double) Math.max(1, nanos.getValueAtPercentile(percent)) / MICRO;
    }

    private int x(double decade) {
        return LEFT + (int) Math.round(WIDTH * decade / decades);
    }

    private int y(double micros) {
        double share = (Math.log10(micros) - lowest) / (highest - lowest);
        return TOP + HEIGHT - (int) Math.round(HEIGHT * share);
    }
}
