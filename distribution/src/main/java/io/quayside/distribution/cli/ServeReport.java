package io.quayside.distribution.cli;

import io.quayside.core.RunningEndpoint;
import io.quayside.core.StopReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What {@code serve} tells the person who started it. */
final class ServeReport {
    private final PrintWriter out;

    ServeReport(PrintWriter out) {
        this.out = out;
    }

    void starting(Path configuration) {
        out.println("Quayside " + Version.ofQuayside() + ", Java " + Version.ofJava() + ", pid "
                + ProcessHandle.current().pid());
        out.println("configuration " + configuration.toAbsolutePath());
    }

    void ready(Collection<RunningEndpoint> endpoints, String blockingThreads, long nanos) {
        Table table = new Table();
        for (RunningEndpoint endpoint : endpoints) {
            table.row(
                    endpoint.name(),
                    Addresses.text(endpoint.address()),
                    "transport " + endpoint.transport() + ", codec " + endpoint.codec() + ", plugin "
                            + endpoint.plugin());
        }
        table.print(out);
        endpoints.stream()
                .filter(endpoint -> !endpoint.transportNote().isEmpty())
                .map(endpoint -> "transport auto took " + endpoint.transport() + ", " + endpoint.transportNote())
                .distinct()
                .forEach(out::println);
        out.println("work that blocks runs on " + blockingThreads);
        out.println("ready in " + nanos / 1_000_000 + " ms; stop with Ctrl-C");
    }

    void stopping(List<RunningEndpoint> endpoints, Duration deadline) {
        int sessions = endpoints.stream().mapToInt(RunningEndpoint::sessions).sum();
        out.println("stopping: " + count(sessions, "session") + ", at most " + seconds(deadline)
                + "; Ctrl-C again to stop at once");
    }

    void stopped(StopReport report) {
        String cut = report.cut() == 0
                ? "none cut off"
                : report.cut() + " cut off with " + count(report.bytesCut(), "byte") + " unsent";
        out.println("stopped in " + seconds(report.took()) + ": " + count(report.drained(), "session") + " drained, "
                + cut);
    }

    private static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
