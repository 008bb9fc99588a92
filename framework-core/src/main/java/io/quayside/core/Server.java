package io.quayside.core;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.pool.PoolStatistics;
import io.quayside.api.session.SessionLayer;
import io.quayside.core.discovery.Providers;
import io.quayside.core.metrics.QuietLog;
import io.quayside.core.time.SystemTime;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A server: its endpoints, and what they share.
 *
 * <p>Started once and stopped once, from any thread: {@code NEW -> STARTING -> RUNNING -> STOPPED}; a start that fails goes
 * to STOPPED, with everything closed again.
 */
public final class Server implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Server.class.getName());
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration AFTER_CUT = Duration.ofSeconds(5);
    /** What nanoseconds can count. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(365);

    private static final long POLL_NANOS = 2_000_000;

    private enum State {
        NEW,
        STARTING,
        RUNNING,
        STOPPED
    }

    private final QuietLog tickFailures = new QuietLog(LOG, new SystemTime());
    private final Providers providers;
    private final @Nullable Settings root;
    private final Settings transportSettings;
    private final Settings poolSettings;
    private final List<EndpointSpec> specs;
    private final Duration stopDeadline;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private volatile @Nullable IoRuntime runtime;
    private volatile List<Endpoint<?>> endpoints = List.of();

    Server(
            Providers providers,
            @Nullable Settings root,
            Settings transportSettings,
            Settings poolSettings,
            List<EndpointSpec> specs,
            Duration stopDeadline) {
        this.providers = providers;
        this.root = root;
        this.transportSettings = transportSettings;
        this.poolSettings = poolSettings;
        this.specs = specs;
        this.stopDeadline = stopDeadline;
    }

    /** A server to be described. */
    public static ServerBuilder builder() {
        return new ServerBuilder();
    }

    /**
     * Opens everything, starts the plugins, and listens; when it returns, clients can connect.
     *
     * @throws QuaysideException when anything of that fails; everything is closed again then
     */
    public void start() {
        begin();
        try {
            assemble();
            endpoints.forEach(Endpoint::startPlugin);
            endpoints.forEach(Endpoint::listen);
            running().timer().every(TICK, this::tick);
        } catch (Throwable t) {
            giveUp(t);
            throw t;
        }
        state.set(State.RUNNING);
    }

    /**
     * Opens and assembles everything, and closes it again, without starting plugins or listening: what a configuration can
     * get wrong shows. Instead of start, once.
     *
     * @throws QuaysideException at the first error
     */
    public void check() {
        begin();
        try {
            assemble();
        } catch (Throwable t) {
            giveUp(t);
            throw t;
        }
        shutDown();
        state.set(State.STOPPED);
    }

    /** The endpoints as they are now; empty before the start. */
    public List<RunningEndpoint> endpoints() {
        List<RunningEndpoint> running = new ArrayList<>();
        endpoints.forEach(endpoint -> running.add(endpoint.status()));
        return running;
    }

    /** The figures of the pool of I/O contexts. */
    public PoolStatistics contexts() {
        return running().statistics();
    }

    /** Every counter and gauge, by name. */
    public Map<String, Long> metrics() {
        return running().metrics().snapshot();
    }

    /** How long {@link #close} waits for sessions to drain. */
    public Duration stopDeadline() {
        return stopDeadline;
    }

    /** Stops within the configured deadline; does nothing when it doesn't run. */
    @Override
    public void close() {
        if (state.get() == State.RUNNING) {
            stop(stopDeadline);
        }
    }

    /**
     * Stops: listens no more, lets sessions send what waits, within the deadline, cuts off those that could not, stops the
     * plugins, closes everything. Blocks until that is done; not to be called from a plugin's callback.
     *
     * @throws IllegalStateException when the server doesn't run
     */
    public StopReport stop(Duration deadline) {
        if (!state.compareAndSet(State.RUNNING, State.STOPPED)) {
            throw new IllegalStateException("the server is " + state.get() + " and cannot be stopped");
        }
        long begun = System.nanoTime();
        long sessions = sum(layer -> layer.sessions().count());
        long cutBefore = sum(SessionLayer::cutSessions);
        long bytesBefore = sum(SessionLayer::cutBytes);
        try {
            endSessions(deadline);
        } finally {
            shutDown();
        }
        long cut = sum(SessionLayer::cutSessions) - cutBefore;
        return new StopReport(
                (int) Math.max(0, sessions - cut),
                (int) cut,
                sum(SessionLayer::cutBytes) - bytesBefore,
                contexts().inUse(),
                Duration.ofNanos(System.nanoTime() - begun));
    }

    private void begin() {
        if (!state.compareAndSet(State.NEW, State.STARTING)) {
            throw new IllegalStateException("the server is " + state.get() + "; a server is started once");
        }
    }

    private void assemble() {
        if (specs.isEmpty()) {
            throw new QuaysideException("QS-207", "there is no endpoint; configure at least one under endpoints");
        }
        List<Endpoint.Choice<?>> choices = new ArrayList<>();
        int largestFrame = 1;
        for (EndpointSpec spec : specs) {
            Endpoint.Choice<?> choice = Endpoint.choose(spec, providers);
            choices.add(choice);
            largestFrame = Math.max(largestFrame, choice.codec().maximumFrameSize());
        }
        IoRuntime opened = new IoRuntime(providers, transportSettings, poolSettings, largestFrame);
        runtime = opened;
        List<Endpoint<?>> assembled = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            assembled.add(Endpoint.assemble(specs.get(i), choices.get(i), opened, providers));
            endpoints = List.copyOf(assembled);
        }
        rejectUnknownSettings();
    }

    private void rejectUnknownSettings() {
        transportSettings.rejectUnknown();
        poolSettings.rejectUnknown();
        if (root != null) {
            root.rejectUnknown();
        }
    }

    private void tick() {
        for (Endpoint<?> endpoint : endpoints) {
            try {
                endpoint.tick();
            } catch (RuntimeException | Error e) { // the others have time-outs too
                tickFailures.error(() -> "the time-outs of endpoint " + endpoint.name() + " could not be looked at", e);
            }
        }
    }

    /** Lets nobody in any more, and ends the sessions there are: in good order within the deadline, the others at once. */
    private void endSessions(Duration deadline) {
        endpoints.forEach(Endpoint::stopListening);
        endpoints.forEach(endpoint -> endpoint.layer().drain());
        if (!awaitNoSessions(deadline)) {
            endpoints.forEach(endpoint -> endpoint.layer().cut());
            awaitNoSessions(AFTER_CUT);
        }
    }

    private boolean awaitNoSessions(Duration deadline) {
        long end = System.nanoTime() + (deadline.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : deadline).toNanos();
        while (sum(layer -> layer.sessions().count()) > 0) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    private void giveUp(Throwable failure) {
        try {
            endSessions(Duration.ZERO);
        } catch (Throwable t) {
            failure.addSuppressed(t);
        }
        try {
            shutDown();
        } catch (Throwable t) {
            failure.addSuppressed(t);
        }
        state.set(State.STOPPED);
    }

    private void shutDown() {
        for (Endpoint<?> endpoint : endpoints) {
            try {
                endpoint.stopPlugin();
            } catch (Throwable t) {
                LOG.log(Level.ERROR, "the plugin of endpoint " + endpoint.name() + " failed to stop", t);
            }
        }
        IoRuntime opened = runtime;
        if (opened != null) {
            opened.close();
        }
    }

    private long sum(ToLongFunction<SessionLayer<?>> figure) {
        long sum = 0;
        for (Endpoint<?> endpoint : endpoints) {
            sum += figure.applyAsLong(endpoint.layer());
        }
        return sum;
    }

    private IoRuntime running() {
        IoRuntime opened = runtime;
        if (opened == null) {
            throw new IllegalStateException("the server is not started");
        }
        return opened;
    }
}
