package io.quayside.distribution.cli;

import io.quayside.api.QuaysideException;
import io.quayside.load.bench.Bench;
import io.quayside.load.bench.Failure;
import io.quayside.load.bench.Plan;
import io.quayside.load.bench.Result;
import io.quayside.load.report.BenchJson;
import io.quayside.load.report.BenchReport;
import io.quayside.load.report.Circumstances;
import io.quayside.load.report.LatencyChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts a running echo endpoint under load, and tells what it can do. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        header = "Measures an echo endpoint that runs already.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        optionListHeading = "%n",
        description = {
            "Opens connections, sends messages that have to come back, and compares every byte. Each connection keeps"
                    + " --in-flight messages under way (a closed loop: what can the server do?); with --rate, messages are"
                    + " due at fixed times, whatever the server does, and count from then on (an open loop: how late is"
                    + " it?).",
            "Ctrl-C ends it early, with a report of what was measured so far. Each of --threads keeps a core busy."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${ROOT-COMMAND-NAME} bench 127.0.0.1:7007",
            "  ${ROOT-COMMAND-NAME} bench 127.0.0.1:7008 --protocol lines --connections 1000 --in-flight 16",
            "  ${ROOT-COMMAND-NAME} bench 127.0.0.1:7007 --rate 20000 --seconds 60 --json run.json --chart run.svg"
        })
final class BenchCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final Stop stop;

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the report as JSON, too.")
    private @Nullable Path json;

    @Option(names = "--chart", paramLabel = "FILE.svg", description = "Draws the latencies by percentile.")
    private @Nullable Path chart;

    BenchCommand(Surroundings surroundings, Stop stop) {
        this.surroundings = surroundings;
        this.stop = stop;
    }

    @Override
    public Integer call() throws InterruptedException {
        Logging.only("OFF");
        checkDirectory(json);
        checkDirectory(chart);
        Plan plan = options.plan();
        Circumstances circumstances = Circumstances.here(Version.ofQuayside());
        stop.arm();
        try {
            BenchReport report = new BenchReport(options.target(), plan, run(plan), circumstances);
            return tell(report);
        } finally {
            stop.done();
        }
    }

    private Result run(Plan plan) throws InterruptedException {
        Bench bench = new Bench(plan);
        Thread stopper = new Thread(() -> stopWhenAsked(bench), "quayside-bench-stop");
        stopper.setDaemon(true);
        stopper.start();
        BenchProgress progress = BenchProgress.begin(bench, plan, surroundings);
        try {
            return bench.run();
        } finally {
            progress.end();
            stopper.interrupt();
        }
    }

    private void stopWhenAsked(Bench bench) {
        try {
            stop.await();
            bench.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the run is over
        }
    }

    private int tell(BenchReport report) {
        Result result = report.result();
        Failure failure = result.failure();
        if (result.isMeasured()) {
            surroundings.out().print(report.text());
            surroundings.out().flush();
            write(json, BenchJson.of(report));
            write(chart, LatencyChart.of(report));
        } else if (failure == null) {
            surroundings.out().println("stopped before anything was measured");
        }
        if (failure != null) {
            throw error(report.target(), failure);
        }
        return ExitCode.OK;
    }

    private static QuaysideException error(String target, Failure failure) {
        if (failure.kind() == Failure.Kind.NO_DESCRIPTORS) {
            return new QuaysideException(
                    "QS-400",
                    "this process may not open as many descriptors: " + failure.message()
                            + "; raise the limit (ulimit -n), or take fewer --connections");
        }
        String what = switch (failure.kind()) {
            case NOT_REACHABLE -> "cannot talk to " + target + ": ";
            case LOST -> target + " was lost: ";
            case WRONG -> target + " answers wrongly: ";
            default -> target + " doesn't answer: ";
        };
        String code = failure.kind() == Failure.Kind.NOT_REACHABLE ? "QS-410" : "QS-412";
        return new QuaysideException(code, what + failure.message());
    }

    /** What cannot be written is better told before the run than after. */
    private static void checkDirectory(@Nullable Path file) {
        if (file != null) {
            Path directory = file.toAbsolutePath().getParent();
            if (directory == null || !Files.isDirectory(directory) || Files.isDirectory(file)) {
                throw new QuaysideException("QS-400", "cannot write " + file + ": there is no such directory");
            }
        }
    }

    private static void write(@Nullable Path file, String text) {
        if (file != null) {
            try {
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new QuaysideException("QS-400", "cannot write " + file + ": " + e, e);
            }
        }
    }
}
