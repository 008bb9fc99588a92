package io.quayside.load.report;

import io.quayside.load.bench.Result;

/** The latencies that a report shows. */
enum Percentile {
    P50("p50", 50),
    P90("p90", 90),
    P99("p99", 99),
    P99_9("p99.9", 99.9),
    MAX("max", 100);

    private final String id;
    private final double percent;

    Percentile(String id, double percent) {
        this.id = id;
        this.percent = percent;
    }

    /** Its name, for people and programs. */
    String id() {
        return id;
    }

    double micros(Result result) {
        return this == MAX ? result.longestMicros() : result.micros(percent);
    }
}
