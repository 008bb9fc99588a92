package io.quayside.core.admission;

import static java.util.Objects.requireNonNull;

import io.quayside.api.Settings;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.plugin.TimeSource;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionLayer;
import io.quayside.api.session.SessionParts;
import io.quayside.core.session.StandardSessionProvider;
import io.quayside.stress.rig.RigCodec;
import io.quayside.stress.rig.RigConnection;
import io.quayside.stress.rig.RigHandler;
import io.quayside.stress.rig.RigMetrics;
import io.quayside.stress.rig.RigPool;
import io.quayside.stress.rig.RigWorkers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The door of a house with one place inside: the real admission, session layer and what lies between them, with peers that
 * do what the caller says, from any thread. {@link #verdict} lets everybody go and says what was wrong.
 */
final class Door {
    /** How many of {@link #peer} there are. */
    static final int PEERS = 3;

    private static final int PER_ADDRESS = PEERS + 1;
    private static final Settings SESSIONS = Settings.of(Map.of("limit", 1));
    private static final Settings ADMISSION =
            Settings.of(Map.of("waiting", 8, "waiting-timeout", "1m", "per-address", PER_ADDRESS, "ban-after", 0));
    private static final InetSocketAddress ADDRESS = address();

    private final RigPool pool = new RigPool(32, 8);
    private final RigWorkers workers = new RigWorkers();
    private final RigMetrics metrics = new RigMetrics();
    private final Clock clock = new Clock();
    private final Host host = new Host();
    private final List<RigConnection> peers = new ArrayList<>();
    private final AtomicInteger arrived = new AtomicInteger();
    private final SessionLayer<Integer> layer;
    private final Admission<Integer> admission;
    private volatile boolean closed;

    Door() {
        RigCodec codec = new RigCodec();
        layer = new StandardSessionProvider()
                .open(new SessionParts<>(
                        "door", SESSIONS, workers, pool, codec, host, workers::add, clock, new RigMetrics()));
        admission = new Admission<>(
                "door", ADMISSION, new Admission.House<>(layer, host, codec, pool, workers, clock), metrics);
        for (int i = 0; i < PEERS; i++) {
            newPeer();
        }
    }

    private RigConnection newPeer() {
        RigConnection peer = new RigConnection(workers, ADDRESS);
        peers.add(peer);
        return peer;
    }

    private static InetSocketAddress address() {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}), 1);
        } catch (UnknownHostException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** One of those who come, whether it has arrived already or not. */
    RigConnection peer(int number) {
        return peers.get(number);
    }

    /** The next peer arrives: the first gets in, the others wait. */
    void arrive() {
        int next = arrived.getAndIncrement();
        if (next < PEERS) {
            admission.accepted(peers.get(next));
        }
    }

    /** Whoever waits has waited too long. */
    void timeOut() {
        clock.go(TimeUnit.MINUTES.toNanos(2));
        admission.tick();
    }

    /** Those who wait are told their places. */
    void notice() {
        clock.go(TimeUnit.SECONDS.toNanos(6));
        admission.tick();
    }

    /** A worker takes the next task. */
    void work() {
        workers.runOne();
    }

    /** The server stops. */
    void close() {
        closed = true;
        admission.close();
        layer.drain();
    }

    /** When nobody else is at it any more: "fine", or what was wrong. */
    String verdict() {
        while (arrived.get() < PEERS) {
            peers.get(arrived.getAndIncrement()).close(); // comes no more
        }
        try {
            requireRest();
            fillUp();
            letGo();
        } catch (IllegalStateException wrong) {
            return String.valueOf(wrong.getMessage());
        }
        return "fine";
    }

    private void requireRest() {
        settle();
        require(inside() <= 1, "two are inside");
        require(inside() == 1 || waiting() == 0, "somebody waits, and the place is free");
        require(here() == inside() + waiting(), "who is here neither waits nor is inside, or who isn't does");
    }

    /** Lets so many come as there may be from their address: one gets in, the others wait, and one more is sent away. */
    private void fillUp() {
        if (closed) {
            return;
        }
        while (here() < PER_ADDRESS) {
            RigConnection next = newPeer();
            admission.accepted(next);
            require(!next.isOver(), "somebody is still counted who has left");
        }
        RigConnection last = newPeer();
        admission.accepted(last);
        require(last.isOver(), "somebody who is here is not counted");
        requireRest();
        require(inside() == 1, "the place did not come back");
    }

    private void letGo() {
        for (RigConnection each : peers) {
            each.lose();
            settle();
        }
        for (RigConnection each : peers) {
            require(each.wrong() == null, each.wrong());
        }
        for (RigHandler each : host.handlers) {
            require(each.wrong() == null, each.wrong());
        }
        require(here() == 0 && waiting() == 0 && inside() == 0, "somebody is still here");
        require(layer.statistics().inUse() == 0, "the slot did not come back");
        require(pool.statistics().inUse() == 0, "a context did not come back");
    }

    private void settle() {
        boolean more = true;
        while (more) {
            more = workers.runOne();
            for (RigConnection each : peers) {
                more |= each.complete();
            }
        }
    }

    private long here() {
        return peers.stream().filter(each -> !each.isOver()).count();
    }

    private long waiting() {
        return metrics.read("waiting");
    }

    private int inside() {
        return layer.sessions().count();
    }

    private static void require(boolean holds, @Nullable String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    private static final class Clock implements TimeSource {
        private final AtomicLong nanos = new AtomicLong();

        void go(long by) {
            nanos.addAndGet(by);
        }

        @Override
        public long nanoTime() {
            return nanos.get();
        }

        @Override
        public long currentTimeMillis() {
            return TimeUnit.NANOSECONDS.toMillis(nanos.get());
        }
    }

    /** The plugin: each session has a handler of its own, and who waits is told its place. */
    private static final class Host implements Plugin<Integer> {
        private final Queue<RigHandler> handlers = new ConcurrentLinkedQueue<>();

        private static RigHandler of(Session<Integer> session) {
            return (RigHandler) requireNonNull(session.attachment());
        }

        @Override
        public Integer waiting(int place) {
            return place;
        }

        @Override
        public void opened(Session<Integer> session) {
            RigHandler handler = new RigHandler();
            handlers.add(handler);
            session.attach(handler);
            handler.opened(session);
        }

        @Override
        public void message(Session<Integer> session, Integer message) {
            of(session).message(session, message);
        }

        @Override
        public void endOfStream(Session<Integer> session) {
            of(session).endOfStream(session);
        }

        @Override
        public void closed(Session<Integer> session, CloseReason reason) {
            of(session).closed(session, reason);
        }
    }
}
