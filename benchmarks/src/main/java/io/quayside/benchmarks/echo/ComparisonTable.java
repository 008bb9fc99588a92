package io.quayside.benchmarks.echo;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Prints results: a line for each run while they come, a table at the end. */
final class ComparisonTable {
    private static final String COLUMNS = "%-24s %10s %8s   %9s %8s   %7s %7s   %5s %5s %6s%n";

    private final PrintStream out;

    ComparisonTable(PrintStream out) {
        this.out = out;
    }

    /** One run's figures. */
    void run(int round, Candidate candidate, LoadResult result) {
        out.printf(
                Locale.ROOT,
                "round %2d  %-24s %10.0f messages/s  %7.3f us CPU of the server for each%n",
                round,
                candidate.name(),
                result.messagesPerSecond(),
                result.cpuMicros());
    }

    /** Medians and ratios of all rounds. */
    void summary(List<Candidate> candidates, Comparison comparison) {
        out.println();
        out.printf(
                COLUMNS,
                "medians of the rounds",
                "messages/s",
                "to bare",
                "CPU us/m.",
                "to bare",
                "user",
                "system",
                "busy",
                "idle",
                "batch");
        for (int i = 0; i < candidates.size(); i++) {
            row(candidates.get(i).name(), comparison, i);
        }
        out.println();
        out.println("messages/s  echoes that came back with the right bytes; to bare: median of the rounds' ratios");
        out.println(
                "CPU us/m.   microseconds of processor time of the server's process for each message, user + system");
        out.println(
                "busy, idle  percent of its core that the server took, and of the generator's polls that found nothing to do");
        out.println("batch       messages that came back with one read of the generator");
    }

    private void row(String name, Comparison comparison, int index) {
        int base = Candidate.baseOf(index);
        boolean isBase = index == base;
        out.printf(
                COLUMNS,
                name,
                whole(comparison.median(index, LoadResult::messagesPerSecond)),
                isBase ? "" : exact(comparison.ratio(index, base, LoadResult::messagesPerSecond)),
                exact(comparison.median(index, LoadResult::cpuMicros)),
                isBase ? "" : exact(comparison.ratio(index, base, LoadResult::cpuMicros)),
                exact(comparison.median(index, LoadResult::userMicros)),
                exact(comparison.median(index, LoadResult::systemMicros)),
                whole(100 * comparison.median(index, LoadResult::serverBusy)),
                whole(100 * comparison.median(index, LoadResult::idlePolls)),
                exact(comparison.median(index, LoadResult::messagesPerRead)));
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    private static String exact(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
