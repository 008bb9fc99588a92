package io.quayside.benchmarks.echo;

import io.quayside.benchmarks.process.CpuTime;

/**
 * What one measurement came to.
 *
 * @param messages how many messages came back within it, with the right bytes
 * @param nanos how long it took
 * @param server the processor time that the server took for it
 * @param idlePolls the share of the generator's looks at its connections that found nothing to do, from 0 to 1: near 0 the
 *     generator is what holds the figures down
 * @param messagesPerRead how many messages came back with one read, on the average: how much work shares a system call
 */
record LoadResult(long messages, long nanos, CpuTime server, double idlePolls, double messagesPerRead) {
    double messagesPerSecond() {
        return messages * 1e9 / nanos;
    }

    double cpuMicros() {
        return (double) server.totalMicros() / messages;
    }

    double userMicros() {
        return (double) server.userMicros() / messages;
    }

    double systemMicros() {
        return (double) server.systemMicros() / messages;
    }

    /** The part of one core that the server kept busy. */
    double serverBusy() {
        return server.totalMicros() * 1e3 / nanos;
    }
}
