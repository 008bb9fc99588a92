package io.quayside.load.bench;

import static java.util.Objects.requireNonNull;

import io.quayside.load.Exchange;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * What a run is to do. Any thread.
 *
 * @param server who is put under load
 * @param protocol how messages stand on the wire
 * @param connections how many there are
 * @param size bytes of each message, without what frames it
 * @param inFlight messages under way on each connection, in the closed loop
 * @param warmUp how long the load runs before it is measured
 * @param duration how long it is measured
 * @param perSecond messages that are due in a second, on all connections together; 0 for the closed loop
 * @param threads how many threads share the connections
 * @param timeOut how long an echo, or a connection, may take
 */
public record Plan(
        InetSocketAddress server,
        Protocol protocol,
        int connections,
        int size,
        int inFlight,
        Duration warmUp,
        Duration duration,
        double perSecond,
        int threads,
        Duration timeOut) {
    private static final int MOST_CONNECTIONS = 1_000_000;
    private static final int LARGEST = 16 << 20;
    private static final int MOST_IN_FLIGHT = 1 << 16;
    private static final long MOST_BYTES_IN_FLIGHT = 1L << 30;
    private static final long EACH_BYTES = 64;
    private static final int MOST_THREADS = 256;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int OVERDUE_TOGETHER = 64;
    private static final int WRITE_BYTES = 4 << 20;

    /** Checks what can be checked without a server; the message of the exception is for who chose the values. */
    public Plan {
        requireNonNull(server, "server");
        requireNonNull(protocol, "protocol");
        check("connections", connections, 1, MOST_CONNECTIONS);
        check("size", size, 1, LARGEST);
        check("in-flight", inFlight, 1, MOST_IN_FLIGHT);
        check("threads", threads, 1, Math.min(MOST_THREADS, connections));
        check("warm-up", warmUp, Duration.ZERO);
        check("seconds", duration, SHORTEST);
        check("time-out", timeOut, SHORTEST);
        if (!(perSecond >= 0) || perSecond > 1e9) {
            throw new IllegalArgumentException("--rate has to be from above 0 to 1000000000");
        }
        if ((size + EACH_BYTES) * connections * inFlight > MOST_BYTES_IN_FLIGHT) {
            throw new IllegalArgumentException(connections + " connections with " + inFlight + " messages of " + size
                    + " bytes in flight on each are more than this generator holds, about 1 GiB");
        }
    }

    /** Whether messages are due at fixed times, whatever the server does. */
    public boolean isOpen() {
        return perSecond > 0;
    }

    /** What is sent and has to come back. */
    Exchange exchange() {
        int wanted = isOpen() ? OVERDUE_TOGETHER : inFlight;
        return protocol.exchange(size, Math.max(1, Math.min(wanted, WRITE_BYTES / size)));
    }

    private static void check(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "--" + option + " is " + value + "; it has to be from " + least + " to " + most);
        }
    }

    private static void check(String option, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("--" + option + " is " + value.toMillis() + " ms; it has to be from "
                    + least.toMillis() + " ms to " + LONGEST.toDays() + " days");
        }
    }
}
