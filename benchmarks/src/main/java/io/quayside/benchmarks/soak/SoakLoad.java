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

    private final InetSocketAddress server;
    private final Plan plan;
    private final SplittableRandom random;
    private final Selector selector = Selector.open();
    private final ByteBuffer in = ByteBuffer.allocate(FrameSource.LARGEST_FRAME);
    private final Map<Ending, Long> ended = new EnumMap<>(Ending.class);
    private long planned;
    private long verified;
    private long made;

    /**
     * What the connections are to do.
     *
     * @param most echoes that one connection makes at most
     * @param hangUps whether the server may end connections
     * @param cycles connections to make; 0 is as many as the echoes take
     */
    record Plan(int most, boolean hangUps, long cycles) {}

    /** Is called once in a while, between two looks at the connections. */
    @FunctionalInterface
    interface Milestone {
        /** So many echoes are verified, or cycles begun. */
        void reached(long count) throws IOException, InterruptedException;
    }

    SoakLoad(InetSocketAddress server, Plan plan, long seed) throws IOException {
        this.server = server;
        this.plan = plan;
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
        while (goesOn(echoes) || !selector.keys().isEmpty()) {
            while (goesOn(echoes) && selector.keys().size() < connections) {
                connect(echoes - planned);
            }
            if (selector.select(this::advance, LOOK_MILLIS) > 0) {
                lastReady = System.nanoTime();
            } else if (System.nanoTime() - lastReady > STALLED_NANOS) {
                throw new SoakFailure("nothing moves: " + anyConnection());
            }
            long reached = plan.cycles() == 0 ? verified : made;
            if (reached >= next && goesOn(echoes)) {
                milestone.reached(reached);
                next += every;
            }
        }
    }

    private boolean goesOn(long echoes) {
        return plan.cycles() == 0 ? planned < echoes : made < plan.cycles();
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
        long echoes = Math.min(left, random.nextInt(plan.most() + 1)); // now and then none at all
        new SoakConnection(server, selector, random.split(), echoes, plan.hangUps());
        planned += echoes;
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
