package io.quayside.load.report;

import io.quayside.load.bench.Failure;
import io.quayside.load.bench.Plan;
import io.quayside.load.bench.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report for programs. Its names are stable: others may come, none changes or goes. */
public final class BenchJson {
    private static final double THOUSAND = 1e3;

    private BenchJson() {}

    /** The report as JSON. */
    public static String of(BenchReport report) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("quayside", report.circumstances().quayside());
        all.put("date", report.circumstances().date().toString());
        all.put("settings", settings(report));
        all.put("machine", machine(report.circumstances()));
        all.put("result", result(report));
        all.put("warnings", report.warnings());
        all.put("errors", errors(report.result().failure()));
        return Json.of(all);
    }

    private static Map<String, @Nullable Object> settings(BenchReport report) {
        Plan plan = report.plan();
        Map<String, @Nullable Object> settings = new LinkedHashMap<>();
        settings.put("server", report.target());
        settings.put("protocol", plan.protocol().name().toLowerCase(Locale.ROOT));
        settings.put("loop", plan.isOpen() ? "open" : "closed");
        settings.put("connections", plan.connections());
        settings.put("size", plan.size());
        settings.put("inFlight", plan.isOpen() ? null : plan.inFlight());
        settings.put("ratePerSecond", plan.isOpen() ? plan.perSecond() : null);
        settings.put("threads", plan.threads());
        settings.put("warmUpSeconds", seconds(plan.warmUp()));
        settings.put("seconds", seconds(plan.duration()));
        settings.put("timeOutSeconds", seconds(plan.timeOut()));
        return settings;
    }

    private static Map<String, @Nullable Object> machine(Circumstances circumstances) {
        Map<String, @Nullable Object> machine = new LinkedHashMap<>();
        machine.put("cores", circumstances.cores());
        machine.put("processor", circumstances.processor());
        machine.put("system", circumstances.system());
        machine.put("java", circumstances.java());
        return machine;
    }

    private static Map<String, @Nullable Object> result(BenchReport report) {
        Result result = report.result();
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("interrupted", result.interrupted());
        figures.put("seconds", result.seconds());
        figures.put("messages", result.messages());
        figures.put("messagesPerSecond", result.messagesPerSecond());
        figures.put("megabytesPerSecond", result.megabytesPerSecond());
        figures.put("latencyMicros", latencies(result));
        figures.put("latencies", result.latencies().getTotalCount());
        figures.put("unanswered", result.unanswered());
        figures.put("generatorBusyPercent", 100 * result.generatorBusy());
        figures.put("generatorWasTheLimit", result.generatorWasTheLimit());
        return figures;
    }

    private static Map<String, @Nullable Object> latencies(Result result) {
        Map<String, @Nullable Object> latencies = new LinkedHashMap<>();
        boolean any = result.latencies().getTotalCount() > 0;
        for (Percentile percentile : Percentile.values()) {
            latencies.put(percentile.id(), any ? percentile.micros(result) : null);
        }
        return latencies;
    }

    private static List<Map<String, @Nullable Object>> errors(@Nullable Failure failure) {
        List<Map<String, @Nullable Object>> errors = new ArrayList<>();
        if (failure != null) {
            Map<String, @Nullable Object> error = new LinkedHashMap<>();
            error.put("kind", failure.kind().id());
            error.put("message", failure.message());
            errors.add(error);
        }
        return errors;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / THOUSAND;
    }
}
