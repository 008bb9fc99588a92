package io.quayside.tck.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quayside.api.Settings;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionLayer;
import io.quayside.api.session.SessionParts;
import io.quayside.api.session.SessionProvider;
import io.quayside.api.session.SessionWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A session layer with all that is around it: in memory, and unless a rule wants threads, on the rule's thread. */
final class SessionBench implements AutoCloseable {
    private static final long LOOK_EVERY_NANOS = 50_000;

    final Diary diary = new Diary();
    final Lines lines = new Lines();
    final Leases pool = new Leases();
    final Turns workers;
    final Turns blocking;
    final Wires transport;
    final SessionLayer<String> layer;
    private final Surroundings around = new Surroundings();
    private final Duration patience;

    /** A session and its peer. */
    record Link(Session<String> session, Wire peer) {}

    SessionBench(SessionProvider provider, Map<String, ?> settings, Turns workers, Turns blocking, Duration patience) {
        this.workers = workers;
        this.blocking = blocking;
        this.patience = patience;
        this.transport = new Wires(workers);
        Settings section = Settings.of(settings);
        this.layer = provider.open(new SessionParts<>(
                "contract", section, transport, pool, lines.codec(), diary, blocking, around, around));
        section.rejectUnknown();
    }

    /** Connects a peer; its session is open. */
    Link connect() {
        return connect(SessionWatch.NOBODY);
    }

    Link connect(SessionWatch watch) {
        Wire wire = transport.open();
        Session<String> session = attached(wire, watch);
        until("the session is told opened", () -> !diary.of(session).isEmpty());
        run();
        return new Link(session, wire);
    }

    /** Attaches a connection, for which a slot has to be free, and runs nothing. */
    Session<String> attached(Wire wire, SessionWatch watch) {
        Session<String> session = layer.attach(wire, watch);
        if (session == null) {
            throw new AssertionError("no session was free, with " + layer.statistics());
        }
        return session;
    }

    /** Runs what is due on workers. */
    void run() {
        workers.run();
    }

    /** Runs what is due on workers, and what was offloaded. */
    void runAll() {
        int ran = 1;
        while (ran > 0) {
            ran = workers.run() + blocking.run();
        }
    }

    /** Lets seconds pass, as the server does: the layer looks once in each, and what comes of it runs. */
    void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            around.pass(Duration.ofSeconds(1));
            layer.tick();
            run();
        }
    }

    /** Goes on until something holds; fails when nothing is left to run, or it takes too long. */
    void until(String what, BooleanSupplier holds) {
        if (workers.isByHand()) {
            runAll();
            if (!holds.getAsBoolean()) {
                throw new AssertionError("nothing is left to run, and it doesn't hold that " + what + besides());
            }
            return;
        }
        long end = System.nanoTime() + patience.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                throw new AssertionError("it took too long until " + what + besides());
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    /** What else went wrong meanwhile, and may be why. */
    private String besides() {
        List<String> seen = new ArrayList<>(transport.violations());
        seen.addAll(diary.violations());
        return seen.isEmpty() ? "" : "; before that, " + String.join(", and ", seen);
    }

    /** Ends what is left, and asserts that nobody broke a law, and that everything is back. */
    void finish() {
        transport.close();
        until("each session is told closed", () -> diary.unclosed() == 0);
        until("no session is left", () -> layer.sessions().count() == 0);
        until(
                "each session slot is back",
                () -> layer.statistics().inUse() == 0 && transport.unfinished().isEmpty());
        if (pool.statistics().inUse() != 0) {
            throw new AssertionError("contexts didn't come back (P3): " + pool.outstanding());
        }
        assertEquals(List.of(), transport.violations(), "what was done to connections that may not be done");
        assertEquals(List.of(), diary.violations(), "what was told to the plugin that may not be told");
    }

    @Override
    public void close() {
        workers.close();
        blocking.close();
    }
}
