package io.quayside.benchmarks.soak;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Makes echoes through so many connections at a time: when one ends, the next is made, until all echoes are planned. All on
 * the calling thread.
 */
final class SoakLoad implements AutoCloseable {
    private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_MILLIS = 1_000;
    private static final int MOST_PLANNED = 200;

    private final InetSocketAddress server;
    private final SplittableRandom random;
    private final Selector selector = Selector.open();
    private final ByteBuffer in = ByteBuffer.allocate(FrameSource.LARGEST_FRAME);
    private final Map<Ending, Long> ended = new EnumMap<>(Ending.class);
    private long planned;
    private long verified;
    private long made;

    /** Is called once in a while, between two looks at the connections. */
    @FunctionalInterface
    interface Milestone {
        /** So many echoes are verified. */
        void reached(long verified) throws IOException, InterruptedException;
    }

    SoakLoad(InetSocketAddress server, long seed) throws IOException {
        this.server = server;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Runs until so many echoes are verified, or a few more, and all connections have ended.
     *
     * @param every echoes from one milestone to the next
     * @throws SoakFailure at the first thing that is wrong
     */
    void run(long echoes, int connections, long every, Milestone milestone) throws IOException, InterruptedException {
        long next = every;
        long lastReady = System.nanoTime();
        while (planned < echoes || !selector.keys().isEmpty()) {
            while (planned < echoes && selector.keys().size() < connections) {
                connect(echoes - planned);
            }
            if (selector.select(this::advance, LOOK_MILLIS) > 0) {
                lastReady = System.nanoTime();
            } else if (System.nanoTime() - lastReady > STALLED_NANOS) {
                throw new SoakFailure("nothing moves: " + anyConnection());
            }
            if (verified >= next && next <= echoes) {
                milestone.reached(verified);
                next += every;
            }
        }
    }

    /** Echoes that came back right. */
    long verified() {
        return verified;
    }

    /** Connections made. */
    long made() {
        return made;
    }

    /** How many connections ended in each way. */
    Map<Ending, Long> ended() {
        return ended;
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    private void connect(long left) throws IOException {
        long plan = Math.min(left, random.nextInt(MOST_PLANNED + 1)); // now and then none at all
        new SoakConnection(server, selector, random.split(), plan);
        planned += plan;
        made++;
    }

    private void advance(SelectionKey key) {
        SoakConnection connection = (SoakConnection) key.attachment();
        verified += connection.advance(in);
        if (connection.isOver()) {
            ended.merge(connection.ending(), 1L, Long::sum);
        }
    }

    private Object anyConnection() {
        return selector.keys().iterator().next().attachment();
    }
}
