package io.quayside.benchmarks.echo;

/**
 * What the generator does to a server.
 *
 * @param connections how many connections it makes
 * @param inFlight how many messages each keeps under way: the next is sent when one has come back
 * @param size bytes of each message
 * @param warmUpSeconds how long before the measurement begins
 * @param seconds how long the measurement takes
 */
record LoadSettings(int connections, int inFlight, int size, int warmUpSeconds, int seconds) {
    private static final int MOST_BYTES_IN_FLIGHT = 1 << 28;

    LoadSettings {
        require(connections >= 1, "at least one connection");
        require(inFlight >= 1, "at least one message in flight");
        require(size >= 0 && size <= EchoFrames.LARGEST, "messages of 0 to " + EchoFrames.LARGEST + " bytes");
        require((size + 5L) * inFlight <= MOST_BYTES_IN_FLIGHT, "fewer bytes in flight on each connection");
        require(warmUpSeconds >= 1 && seconds >= 1, "at least one second of warm-up, and one measured");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("there have to be " + what);
        }
    }
}
