package io.quayside.core.fakes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.session.SessionLayer;
import io.quayside.api.session.SessionParts;
import io.quayside.api.transport.Listener;
import io.quayside.core.admission.Admission;
import io.quayside.core.metrics.MetricsRegistry;
import io.quayside.core.session.StandardSessionProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An endpoint's door and what is behind it, in memory, on the test's thread. */
public final class AdmissionHarness implements AutoCloseable {
    private final ManualWorkers workers = new ManualWorkers();
    private final TestTransport transport = TestTransport.on(workers);
    private final TestTime time = new TestTime();
    private final MetricsRegistry metrics = new MetricsRegistry();
    private final DoorPlugin plugin = new DoorPlugin();
    private final Map<String, Object> session = new LinkedHashMap<>();
    private final Map<String, Object> admission = new LinkedHashMap<>();
    private final Codec<String> codec = Texts.lines(1000);
    private TestPool pool = new TestPool().with(150, 512).with(32, 4096).with(8, 32 << 10);
    private @Nullable SessionLayer<String> layer;
    private @Nullable Admission<String> door;
    private @Nullable Listener listener;

    /** One setting of the section {@code session}; before the first connection. */
    public AdmissionHarness session(String key, Object value) {
        session.put(key, value);
        return this;
    }

    /** One setting of the section {@code admission}; before the first connection. */
    public AdmissionHarness admission(String key, Object value) {
        admission.put(key, value);
        return this;
    }

    /** The pool, if not the usual one; before the first connection. */
    public AdmissionHarness pool(TestPool contexts) {
        pool = contexts;
        return this;
    }

    /** Somebody connects, and all that comes of it happens. */
    public Peer connect() {
        Peer peer = transport.connectTo(listener().address());
        run();
        return peer;
    }

    /** Runs everything that is due. */
    public void run() {
        workers.run();
    }

    /** Lets time pass, in ticks as the server would, and runs what comes of it. */
    public void pass(Duration duration) {
        Duration tick = Duration.ofMillis(250);
        for (Duration passed = Duration.ZERO; passed.compareTo(duration) < 0; passed = passed.plus(tick)) {
            time.advance(tick);
            layer().tick();
            admission().tick();
            run();
        }
    }

    /** A figure of the endpoint. */
    public long figure(String name) {
        return name.equals("sessions")
                ? layer().sessions().count()
                : metrics.snapshot().getOrDefault(name, 0L);
    }

    /** The plugin behind the door. */
    public DoorPlugin plugin() {
        return plugin;
    }

    /** The pool of contexts. */
    public TestPool pool() {
        return pool;
    }

    /** The sessions behind the door. */
    public SessionLayer<String> layer() {
        SessionLayer<String> opened = layer;
        if (opened == null) {
            Settings section = Settings.of("session", session, path -> null);
            opened = new StandardSessionProvider()
                    .open(new SessionParts<>("test", section, transport, pool, codec, plugin, workers, time, metrics));
            section.rejectUnknown();
            layer = opened;
        }
        return opened;
    }

    /** The door. */
    public Admission<String> admission() {
        Admission<String> made = door;
        if (made == null) {
            Settings section = Settings.of("admission", admission, path -> null);
            Admission.House<String> house = new Admission.House<>(layer(), plugin, codec, pool, transport, time);
            made = new Admission<>("test", section, house, metrics);
            section.rejectUnknown();
            door = made;
        }
        return made;
    }

    private Listener listener() {
        Listener listening = listener;
        if (listening == null) {
            try {
                listening = transport.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), admission());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            listener = listening;
        }
        return listening;
    }

    /** Closes what is open still, and asserts that nothing is left of anything. */
    @Override
    public void close() {
        transport.close();
        run();
        assertEquals(List.of(), transport.violations(), "laws broken towards the transport");
        assertEquals(0, figure("waiting"));
        assertEquals(0, figure("handshakes"));
        assertEquals(0, figure("sessions"));
        pool.assertAllBack();
    }
}
