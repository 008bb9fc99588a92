package io.quayside.core.fakes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionLayer;
import io.quayside.api.session.SessionParts;
import io.quayside.api.session.SessionProvider;
import io.quayside.core.metrics.MetricsRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A session layer with everything around it fake, on the test's thread: nothing happens until the test says {@link #run}.
 * Closing it ends all peers and asserts that everything came to rest: no session, slot or context is left, and nobody broke
 * a law.
 */
public final class SessionHarness implements AutoCloseable {
    private final ManualWorkers workers;
    private final ManualWorkers blocking = new ManualWorkers();
    private final TestTransport transport;
    private final TestTime time = new TestTime();
    private final MetricsRegistry metrics = new MetricsRegistry();
    private final RecordingHandler handler = new RecordingHandler();
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final SessionProvider provider;
    private TestPool pool = new TestPool().with(64, 512).with(32, 4096).with(8, 32 << 10);
    private Codec<String> codec = Texts.lines(1000);
    private Executor offloads = blocking;
    private @Nullable SessionLayer<String> layer;

    /** Sessions of a provider, whatever happens in the order posted. */
    public SessionHarness(SessionProvider provider) {
        this(provider, new ManualWorkers());
    }

    /** Sessions of a provider, whose callbacks and tasks wait on these workers. */
    public SessionHarness(SessionProvider provider, ManualWorkers workers) {
        this.provider = provider;
        this.workers = workers;
        this.transport = TestTransport.on(workers);
    }

    /** One setting of the section {@code session}; before the first connection. */
    public SessionHarness setting(String key, Object value) {
        settings.put(key, value);
        return this;
    }

    /** The pool, if not the usual one; before the first connection. */
    public SessionHarness pool(TestPool contexts) {
        pool = contexts;
        return this;
    }

    /** The codec, if not lines of at most 1,000 bytes; before the first connection. */
    public SessionHarness codec(Codec<String> texts) {
        codec = texts;
        return this;
    }

    /** Where blocking tasks run, if not when the test says so; before the first connection. */
    public SessionHarness offloadsTo(Executor executor) {
        offloads = executor;
        return this;
    }

    /** A session and its peer. */
    public record Link(Session<String> session, Peer peer) {}

    /** Connects a peer, and runs until its session is open. */
    public Link connect() {
        TestConnection connection = transport.open();
        Session<String> session = layer().attach(connection);
        assertNotNull(session, "no session was free");
        run();
        return new Link(session, connection.peer());
    }

    /** Runs everything that is due, blocking tasks aside, and everything that comes of it. */
    public void run() {
        workers.run();
    }

    /** Runs everything that is due, blocking tasks as well. */
    public void runAll() {
        int ran = 1;
        while (ran > 0) {
            ran = workers.run() + blocking.run();
        }
    }

    /** Lets time pass, in ticks as the server would, and runs what comes of it. */
    public void pass(Duration duration) {
        Duration tick = Duration.ofMillis(250);
        for (Duration passed = Duration.ZERO; passed.compareTo(duration) < 0; passed = passed.plus(tick)) {
            tick(tick);
            run();
        }
    }

    /** Lets time pass in a single tick, and runs nothing. */
    public void tick(Duration duration) {
        time.advance(duration);
        layer().tick();
    }

    /** The layer under test, opened when first asked for. */
    public SessionLayer<String> layer() {
        SessionLayer<String> opened = layer;
        if (opened == null) {
            Settings section = Settings.of("session", settings, path -> null);
            opened = provider.open(
                    new SessionParts<>("test", section, transport, pool, codec, handler, offloads, time, metrics));
            section.rejectUnknown();
            layer = opened;
        }
        return opened;
    }

    /** What the sessions' events are told to. */
    public RecordingHandler handler() {
        return handler;
    }

    /** The transport under the sessions. */
    public TestTransport transport() {
        return transport;
    }

    /** The workers that callbacks and tasks wait on. */
    public ManualWorkers workers() {
        return workers;
    }

    /** The workers that blocking tasks wait on. */
    public ManualWorkers blocking() {
        return blocking;
    }

    /** The pool of contexts. */
    public TestPool pool() {
        return pool;
    }

    /** A figure of the session layer. */
    public long counted(String name) {
        return metrics.snapshot().getOrDefault(name, 0L);
    }

    /** Closes what is open still, and asserts that nothing is left of anything. */
    @Override
    public void close() {
        transport.close();
        runAll();
        assertAtRest();
        assertEquals(List.of(), transport.violations(), "laws broken towards the transport");
        assertEquals(List.of(), handler.violations(), "laws broken towards the plugin");
    }

    /** Asserts that all sessions have ended, and that they gave everything back. */
    public void assertAtRest() {
        assertEquals(0, handler.unclosed(), "sessions that were not told closed");
        assertEquals(0, layer().sessions().count(), "sessions");
        handler.sessions().forEach(session -> assertEquals(0, session.queuedBytes(), session::toString));
        assertEquals(0, layer().statistics().inUse(), "session slots in use");
        assertEquals(0, transport.openConnections(), "connections that are not over");
        pool.assertAllBack();
    }
}
