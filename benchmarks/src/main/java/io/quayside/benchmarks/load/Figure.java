package io.quayside.benchmarks.load;

/** What is measured, with its column's heading and how to read it. */
public enum Figure {
    /** Throughput. */
    MESSAGES("messages/s", 0, true, "messages that came back with the right bytes"),
    /** Throughput of a fan-out. */
    DELIVERIES("deliveries/s", 0, true, "messages that arrived at receivers with the right bytes"),
    /** Throughput of connections. */
    VISITS("connections/s", 0, true, "connections that were made, echoed one message, and ended in order"),
    /** What the open loop was told to send. */
    OFFERED("offered/s", 0, true, "messages that were due to be sent"),
    /** What came of it. */
    ACHIEVED("achieved/s", 0, true, "messages that came back in the measured time"),
    /** Latency. */
    P50("p50 us", 0, false, "microseconds from when a message was due to be sent until it was back: half took less"),
    /** Latency. */
    P99("p99 us", 0, false, "the same: 99 of a hundred took less"),
    /** Latency. */
    P999("p99.9 us", 0, false, "the same: 999 of a thousand took less"),
    /** Latency. */
    MAX("max us", 0, false, "the same: the longest"),
    /** Processor time. */
    CPU("CPU us", 3, false, "microseconds of processor time of the server's process for each of them, user + system"),
    /** Its part in user space. */
    USER("user", 3, false, "that of it which is the server's own code"),
    /** Its part in the kernel. */
    SYSTEM("system", 3, false, "that of it which is the system's"),
    /** Load of the server's core. */
    BUSY("busy %", 0, true, "of its core, what the server took"),
    /** Load of the generator. */
    GENERATOR(
            "gen. %", 0, false, "of its core, what the generator had work for; near 100 it holds the throughput down"),
    /** Messages that share system calls. */
    BATCH("batch", 1, true, "messages that came back with one read of the generator"),
    /** Garbage. */
    ALLOCATED("alloc. B", 0, false, "bytes that the server allocated on its heap for each of them"),
    /** Memory. */
    HEAP("heap B", 0, false, "bytes of live heap for each connection, after full collections"),
    /** Memory. */
    DIRECT("direct B", 0, false, "bytes of direct buffers for each connection"),
    /** Memory. */
    RESIDENT(
            "resident B",
            0,
            false,
            "bytes of the machine's memory for each connection; rough, since heaps grow in steps"),
    /** Time to start. */
    START("start ms", 0, false, "milliseconds from the start of the process until the first connection had its echo"),
    /** System calls. */
    CALLS("calls", 2, false, "system calls of the server for each message, as perf counts them");

    private final String heading;
    private final int decimals;
    private final boolean moreIsBetter;
    private final String meaning;

    Figure(String heading, int decimals, boolean moreIsBetter, String meaning) {
        this.heading = heading;
        this.decimals = decimals;
        this.moreIsBetter = moreIsBetter;
        this.meaning = meaning;
    }

    /** The column's heading. */
    public String heading() {
        return heading;
    }

    /** Digits that are worth showing behind the point. */
    public int decimals() {
        return decimals;
    }

    /** Whether a larger one is the better one. */
    public boolean moreIsBetter() {
        return moreIsBetter;
    }

    /** What it says, for people. */
    public String meaning() {
        return meaning;
    }
}
