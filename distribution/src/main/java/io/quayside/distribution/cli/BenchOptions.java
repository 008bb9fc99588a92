package io.quayside.distribution.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import io.quayside.api.QuaysideException;
import io.quayside.load.bench.Plan;
import io.quayside.load.bench.Protocol;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that say which load it is. */
final class BenchOptions {
    private static final String DEFAULT = " (${DEFAULT-VALUE})";
    private static final int OTHER_DESCRIPTORS = 64;

    @Parameters(paramLabel = "HOST:PORT", description = "The endpoint: one that sends every message back.")
    private String server = "";

    @Option(
            names = "--protocol",
            paramLabel = "frames|lines",
            description = "How messages are framed: by a varint32 in front, or a line feed behind" + DEFAULT,
            defaultValue = "frames")
    private Protocol protocol = Protocol.FRAMES;

    @Option(names = "--connections", paramLabel = "N", description = "How many" + DEFAULT, defaultValue = "64")
    private int connections;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            description = "Length of each message" + DEFAULT,
            defaultValue = "32")
    private int size;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            description = "Messages under way on each connection, without --rate" + DEFAULT,
            defaultValue = "1")
    private int inFlight;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            description = "Load that isn't measured yet: 3s, 500ms, 2m" + DEFAULT,
            defaultValue = "3s",
            converter = Durations.class)
    private Duration warmUp = Duration.ZERO;

    @Option(
            names = "--seconds",
            paramLabel = "TIME",
            description = "Load that is measured" + DEFAULT,
            defaultValue = "10",
            converter = Durations.class)
    private Duration seconds = Duration.ZERO;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "An open loop of so many messages a second on all connections together")
    private double rate;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the generator, each of which keeps a core busy" + DEFAULT,
            defaultValue = "1")
    private int threads;

    @Option(
            names = "--time-out",
            paramLabel = "TIME",
            description = "How long a connection, or an echo, may take" + DEFAULT,
            defaultValue = "10s",
            converter = Durations.class)
    private Duration timeOut = Duration.ZERO;

    /** The server as the user named it. */
    String target() {
        return server;
    }

    /**
     * What they come to.
     *
     * @throws QuaysideException {@code QS-400} when they don't go together, or don't fit this machine; {@code QS-410} when
     *     there is no such host
     */
    Plan plan() {
        InetSocketAddress address = Addresses.parse(server);
        if (address.isUnresolved()) {
            throw new QuaysideException("QS-410", "cannot talk to " + server + ": there is no such host");
        }
        checkDescriptors();
        try {
            return new Plan(address, protocol, connections, size, inFlight, warmUp, seconds, rate, threads, timeOut);
        } catch (IllegalArgumentException e) {
            throw new QuaysideException("QS-400", String.valueOf(e.getMessage()), e);
        }
    }

    private void checkDescriptors() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            long most = system.getMaxFileDescriptorCount();
            if (most > 0 && (long) connections + OTHER_DESCRIPTORS > most) {
                throw new QuaysideException(
                        "QS-400",
                        "--connections " + connections + " are too many: this process may open " + most
                                + " descriptors; raise the limit (ulimit -n), or take fewer");
            }
        }
    }
}
