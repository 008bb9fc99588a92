package io.quayside.core;

import io.quayside.api.Open;
import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.Stable;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A server: its endpoints, and what they share.
 *
 * <p>Started once and stopped once, from any thread: {@code NEW -> STARTING -> RUNNING -> STOPPED}; a start that fails goes
 * to STOPPED, with everything closed again.
 *
 * @since 0.1
 */
@Stable
public final class Server implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Server.class.getName());
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration AFTER_CUT = Duration.ofSeconds(5);

    private enum State {
        NEW,
        STARTING,
        RUNNING,
        STOPPED
    }

    private final QuietLog tickFailures = new QuietLog(LOG, new SystemTime());
    private final ReentrantLock reloads = new ReentrantLock();
    private volatile Providers providers;
    private final @Nullable Settings root;
    private final Settings transportSettings;
    private final Settings poolSettings;
    private final Settings blockingSettings;
    private final List<EndpointSpec> specs;
    private final Duration stopDeadline;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private volatile @Nullable IoRuntime runtime;
    private volatile List<Endpoint> endpoints = List.of();

    Server(
            Providers providers,
            @Nullable Settings root,
            Settings transportSettings,
            Settings poolSettings,
            Settings blockingSettings,
            List<EndpointSpec> specs,
            Duration stopDeadline) {
        this.providers = providers;
        this.root = root;
        this.transportSettings = transportSettings;
        this.poolSettings = poolSettings;
        this.blockingSettings = blockingSettings;
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
            running().timer().every(TICK, this::tick);
            endpoints.forEach(Endpoint::startPlugin);
            endpoints.forEach(Endpoint::listen);
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

    /** What work that blocks runs on: {@code virtual threads}, or {@code up to 64 threads}. */
    public String blockingThreads() {
        return running().blocking().description();
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
        endReloads();
        long begun = System.nanoTime();
        long sessions = sum(layer -> layer.sessions().count());
        long cutBefore = sum(SessionLayer::cutSessions);
        long bytesBefore = sum(SessionLayer::cutBytes);
        try {
            endSessions(deadline);
            awaitReload(deadline.minusNanos(System.nanoTime() - begun));
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

    /**
     * Puts new plugins in the place of those from a class loader, at every endpoint whose plugin or codec comes from there,
     * with the same settings. The listeners stay.
     *
     * <p>First all new plugins are made and started, while the old ones serve: when one of them can't be, nothing has changed
     * for anybody. Then who connects is let in to the new ones, and the sessions of the old ones are closed, as by a stop, with
     * a reason that names the plugin; when they have ended, the old plugins are stopped. Blocks until that is done. Not to be
     * called from a plugin's callback; while one thread reloads, others wait. A {@link #stop} meanwhile ends it: before the
     * new ones have taken over, nothing of them is left; after that, the sessions are cut.
     *
     * @param from the class loader whose providers are to be replaced
     * @param found all providers there are from now on
     * @param deadline how long the sessions may take to send what waits
     * @throws QuaysideException when a new plugin can't be made or started; the old ones go on
     * @throws IllegalStateException when the server doesn't run
     */
    @Open
    public ReloadReport reload(ClassLoader from, Providers found, Duration deadline) {
        reloads.lock();
        try {
            requireRunning();
            Reload reload = new Reload(
                    endpoints.stream().filter(endpoint -> endpoint.isFrom(from)).toList());
            reload.prepare(found);
            try {
                takeOver(reload, found);
            } catch (IllegalStateException e) {
                reload.giveUp(e);
                throw e;
            }
            return reload.end(deadline, () -> state.get() != State.RUNNING);
        } finally {
            reloads.unlock();
        }
    }

    /** Either this comes before a stop, which then finds the new plugins, or not at all. */
    private synchronized void takeOver(Reload reload, Providers found) {
        requireRunning();
        reload.move();
        providers = found;
    }

    private void requireRunning() {
        if (state.get() != State.RUNNING) {
            throw new IllegalStateException("the server is " + state.get());
        }
    }

    /** From here on nobody takes over any more. */
    private synchronized void endReloads() {
        if (!state.compareAndSet(State.RUNNING, State.STOPPED)) {
            throw new IllegalStateException("the server is " + state.get() + " and cannot be stopped");
        }
    }

    /** A reload under way has until the deadline, and a little, to have done with what it has made or replaced. */
    private void awaitReload(Duration left) {
        Duration patience = left.compareTo(AFTER_CUT) > 0 ? left : AFTER_CUT;
        try {
            if (reloads.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                reloads.unlock();
            } else {
                LOG.log(
                        Level.WARNING,
                        "a plugin that is being reloaded neither starts nor stops; the server stops without it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
        List<EndpointChoice<?>> choices = new ArrayList<>();
        int largestFrame = 1;
        for (EndpointSpec spec : specs) {
            EndpointChoice<?> choice = EndpointChoice.of(spec, providers);
            choices.add(choice);
            largestFrame = Math.max(largestFrame, choice.codec().maximumFrameSize());
        }
        IoRuntime opened = new IoRuntime(providers, transportSettings, poolSettings, blockingSettings, largestFrame);
        runtime = opened;
        List<Endpoint> assembled = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            assembled.add(new Endpoint(specs.get(i), choices.get(i), opened, providers));
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
        for (Endpoint endpoint : endpoints) {
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
        layers(SessionLayer::drain);
        if (!awaitNoSessions(deadline)) {
            layers(SessionLayer::cut);
            awaitNoSessions(AFTER_CUT);
        }
    }

    private boolean awaitNoSessions(Duration deadline) {
        return Waiting.until(() -> sum(layer -> layer.sessions().count()) == 0, deadline);
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
        for (Endpoint endpoint : endpoints) {
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
        for (Endpoint endpoint : endpoints) {
            sum += endpoint.sum(each -> figure.applyAsLong(each.layer()));
        }
        return sum;
    }

    private void layers(Consumer<SessionLayer<?>> action) {
        for (Endpoint endpoint : endpoints) {
            endpoint.plugins().forEach(each -> action.accept(each.layer()));
        }
    }

    private IoRuntime running() {
        IoRuntime opened = runtime;
        if (opened == null) {
            throw new IllegalStateException("the server is not started");
        }
        return opened;
    }
}
