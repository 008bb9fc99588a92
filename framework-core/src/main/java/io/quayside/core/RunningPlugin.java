package io.quayside.core;

import io.quayside.api.QuaysideException;
import io.quayside.api.plugin.EndpointInfo;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.SessionLayer;
import io.quayside.api.session.SessionParts;
import io.quayside.api.transport.Transport;
import io.quayside.core.admission.Admission;
import io.quayside.core.discovery.Providers;
import io.quayside.core.metrics.OwnMetrics;
import io.quayside.core.time.WorkerScheduler;
import io.quayside.core.wiring.PluginFactory.Gifts;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One instance of a plugin at an endpoint, with what is made for it and ends with it: its codec, its sessions, its timers and
 * its figures. An endpoint has one at a time, and while it is reloaded the next besides.
 *
 * <p>Made, started and stopped by one thread after the other; the plugin's class loader is that thread's context class loader
 * meanwhile.
 */
final class RunningPlugin<M> {
    private final String endpoint;
    private final EndpointChoice<M> choice;
    private final Transport transport;
    private final IoRuntime runtime;
    private final WorkerScheduler scheduler;
    private final OwnMetrics metrics;
    private final Plugin<M> plugin;
    private final SessionLayer<M> layer;
    /** Whether stop is still to be called; whoever takes that back calls it. */
    private final AtomicBoolean started = new AtomicBoolean();

    private RunningPlugin(
            EndpointSpec spec,
            EndpointChoice<M> choice,
            Transport transport,
            IoRuntime runtime,
            Providers providers,
            WorkerScheduler scheduler,
            OwnMetrics metrics) {
        this.endpoint = spec.name();
        this.choice = choice;
        this.transport = transport;
        this.runtime = runtime;
        this.scheduler = scheduler;
        this.metrics = metrics;
        LateSessions<M> sessions = new LateSessions<>();
        EndpointInfo info = spec::name;
        Gifts<M> gifts = new Gifts<>(spec.settings(), sessions, scheduler, runtime.time(), metrics, info);
        this.plugin = madeBy(choice, gifts);
        spec.settings().rejectUnknown();
        this.layer = providers
                .session(spec.session().string("id", "standard"))
                .open(new SessionParts<>(
                        spec.name(),
                        spec.session(),
                        transport,
                        runtime.contexts(),
                        choice.codec(),
                        plugin,
                        runtime.blocking(),
                        runtime.time(),
                        metrics));
        spec.session().rejectUnknown();
        sessions.are(layer.sessions());
        metrics.gauge("sessions", layer.sessions()::count);
    }

    /** Makes the plugin and its sessions; nothing of it is started or shown, and when it throws, nothing is left of it. */
    static <M> RunningPlugin<M> of(
            EndpointSpec spec, EndpointChoice<M> choice, Transport transport, IoRuntime runtime, Providers providers) {
        WorkerScheduler scheduler = new WorkerScheduler(runtime.timer(), transport);
        OwnMetrics metrics = new OwnMetrics(runtime.metrics(), Endpoint.prefix(spec.name()));
        try {
            return new RunningPlugin<>(spec, choice, transport, runtime, providers, scheduler, metrics);
        } catch (Throwable t) {
            scheduler.close();
            metrics.forget();
            throw t;
        }
    }

    private static <M> Plugin<M> madeBy(EndpointChoice<M> choice, Gifts<M> gifts) {
        try {
            return withLoader(choice.loader(), () -> choice.plugin(gifts));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e); // it declares none
        }
    }

    /** Starts the plugin (G1). */
    void start() {
        try {
            withLoader(choice.loader(), () -> {
                plugin.start();
                return plugin;
            });
            started.set(true);
        } catch (Throwable t) {
            throw new QuaysideException(
                    "QS-302",
                    "the plugin " + choice.pluginId() + " of endpoint " + endpoint + " cannot start: " + t,
                    t);
        }
    }

    /** Shows its figures. */
    void show() {
        metrics.show();
    }

    /** Another is about to take its place. */
    void leaves() {
        metrics.leave();
    }

    /** Ends timers, then the plugin, if it was started (G1, G2). The sessions have ended. */
    void stop() throws Exception {
        scheduler.close();
        metrics.forget();
        if (started.getAndSet(false)) {
            withLoader(choice.loader(), () -> {
                plugin.stop();
                return plugin;
            });
        }
    }

    /** Whether it, or its codec, comes from a class loader. */
    boolean isFrom(ClassLoader loader) {
        return choice.isFrom(loader);
    }

    SessionLayer<M> layer() {
        return layer;
    }

    String pluginId() {
        return choice.pluginId();
    }

    String codecId() {
        return choice.codecId();
    }

    /** Where those are let in who come to the endpoint. */
    Admission.House<M> house() {
        return new Admission.House<>(layer, plugin, choice.codec(), runtime.contexts(), transport, runtime.time());
    }

    private static <T> T withLoader(ClassLoader loader, Callable<T> body) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return body.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
