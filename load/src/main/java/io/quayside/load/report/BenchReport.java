package io.quayside.load.report;

import io.quayside.load.bench.Failure;
import io.quayside.load.bench.Plan;
import io.quayside.load.bench.Protocol;
import io.quayside.load.bench.Result;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a run came to, in lines for a terminal.
 *
 * @param target the server as the user named it
 * @param plan what was to be done
 * @param result what came of it
 * @param circumstances where and when
 */
public record BenchReport(String target, Plan plan, Result result, Circumstances circumstances) {
    /** The lines. */
    public String text() {
        StringBuilder text = new StringBuilder();
        row(text, "messages/s", number(result.messagesPerSecond(), 0) + offered());
        row(text, "MB/s", number(result.megabytesPerSecond(), 2) + " in each direction");
        row(text, "latency", latencies());
        row(text, "", meaning());
        row(
                text,
                "generator",
                number(100 * result.generatorBusy(), 0) + "% busy"
                        + (plan.threads() > 1 ? ", the busiest thread" : ""));
        warnings().forEach(warning -> row(text, "", "warning: " + warning));
        row(text, "errors", errors());
        text.append(System.lineSeparator());
        row(text, "run", description());
        row(text, "measured", measured());
        row(
                text,
                "machine",
                circumstances.cores() + " cores, " + circumstances.processor() + ", " + circumstances.system());
        row(text, "java", circumstances.java());
        row(text, "quayside", circumstances.quayside());
        row(text, "date", circumstances.date().toString());
        return text.toString();
    }

    /** What makes the figures doubtful, each in a sentence. */
    List<String> warnings() {
        if (result.generatorWasTheLimit()) {
            return List.of("the generator was the limit, not the server; try --threads, or another machine for it");
        }
        if (plan.isOpen() && result.fellBehind(plan.perSecond())) {
            return List.of(
                    "less came back than was due: latencies tell how long the queue was, not how fast the server is");
        }
        if (circumstances.cores() <= plan.threads()) {
            return List.of(
                    "the generator keeps every core of this machine busy; a server on the same one has none to itself");
        }
        return List.of();
    }

    /** The settings in a line. */
    String description() {
        String messages = plan.connections() + " connections, "
                + (plan.protocol() == Protocol.LINES ? "lines" : "frames") + " of " + plan.size() + " bytes";
        String loop = plan.isOpen()
                ? "open loop, " + number(plan.perSecond(), plan.perSecond() % 1 == 0 ? 0 : 2) + " due in a second"
                : "closed loop, " + plan.inFlight() + " in flight on each";
        return target + ", " + messages + ", " + loop + ", " + plan.threads()
                + (plan.threads() == 1 ? " thread" : " threads");
    }

    private String measured() {
        String stopped = result.interrupted() ? " (stopped before its time)" : "";
        return String.format(
                Locale.ROOT,
                "%s messages in %.1f s%s after %.1f s of warm-up",
                number(result.messages()),
                result.seconds(),
                stopped,
                seconds(plan.warmUp()));
    }

    private String offered() {
        return plan.isOpen() ? " of " + number(plan.perSecond(), 0) + " due" : "";
    }

    private String latencies() {
        if (result.latencies().getTotalCount() == 0) {
            return "none was recorded";
        }
        StringBuilder line = new StringBuilder("us: ");
        for (Percentile percentile : Percentile.values()) {
            line.append(percentile.id())
                    .append(' ')
                    .append(number(percentile.micros(result), 1))
                    .append("   ");
        }
        return line.toString().stripTrailing();
    }

    private String meaning() {
        if (!plan.isOpen()) {
            return "of each exchange; a closed loop waits for a slow server, so pauses count once";
        }
        String missing = result.unanswered() == 0
                ? ""
                : "; " + number(result.unanswered()) + " had not come back, and count with their age";
        return "from when each message was due, so what a pause kept back is in it" + missing;
    }

    private String errors() {
        Failure failure = result.failure();
        return failure == null ? "none" : failure.kind().id() + ": " + failure.message();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-13s %s%n", name, value));
    }
}
