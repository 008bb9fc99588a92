package io.quayside.core;

import io.quayside.api.QuaysideException;
import io.quayside.api.transport.Listener;
import io.quayside.core.admission.Admission;
import io.quayside.core.discovery.Providers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint with its parts: listener, admission, and the plugin behind them with its codec and sessions. Assembled, started
 * and stopped by the thread that starts or stops the server.
 *
 * <p>While its plugin is reloaded, there are two: who comes is let in to the new one, and the sessions of the old one end. One
 * thread reloads at a time, and none while another stops the server.
 */
final class Endpoint {
    private final EndpointSpec spec;
    private final InetSocketAddress address;
    private final IoRuntime.Chosen transport;
    private final IoRuntime runtime;
    private final Admission<?> admission;
    private volatile RunningPlugin<?> plugin;
    private volatile @Nullable RunningPlugin<?> leaving;
    private volatile @Nullable Listener listener;

    /** Makes the plugin, and starts nothing. */
    Endpoint(EndpointSpec spec, EndpointChoice<?> choice, IoRuntime runtime, Providers providers) {
        this.spec = spec;
        this.runtime = runtime;
        this.address = Addresses.parse(spec.whereListen(), spec.listen());
        this.transport = runtime.transport(spec.transport());
        this.plugin = RunningPlugin.of(spec, choice, transport.transport(), runtime, providers);
        this.admission = new Admission<>(
                spec.name(), spec.admission(), plugin.house(), runtime.metrics().under(prefix(spec.name())));
        spec.admission().rejectUnknown();
        plugin.show();
    }

    /** What the names of an endpoint's figures begin with, before a dot. */
    static String prefix(String name) {
        return "endpoints." + name;
    }

    /** Starts the plugin (G1). */
    void startPlugin() {
        plugin.start();
    }

    /** Binds the address and lets connections in. */
    void listen() {
        try {
            listener = transport.transport().listen(address, admission);
        } catch (IOException e) {
            throw new QuaysideException(
                    "QS-301",
                    "endpoint " + spec.name() + ": " + e.getMessage() + "; set " + spec.whereListen()
                            + " to a free address of this machine",
                    e);
        }
    }

    void stopListening() {
        Listener bound = listener;
        if (bound != null) {
            bound.close();
        }
        admission.close();
    }

    /** Looks for what is overdue, inside and at the door; called by the timer. */
    void tick() {
        plugins().forEach(each -> each.layer().tick());
        admission.tick();
    }

    /** Ends timers, then the plugin, if it was started (G1, G2). The sessions have ended. */
    void stopPlugin() throws Exception {
        RunningPlugin<?> before = leaving;
        try {
            if (before != null) {
                before.stop();
            }
        } finally {
            plugin.stop();
            runtime.metrics().forgetGauges(prefix(spec.name()));
        }
    }

    /** Whether the plugin or the codec comes from a class loader. */
    boolean isFrom(ClassLoader loader) {
        return plugin.isFrom(loader);
    }

    /** Makes another plugin for the same settings; not started. */
    RunningPlugin<?> another(Providers providers) {
        EndpointChoice<?> choice = EndpointChoice.of(spec, providers);
        int largest = choice.codec().maximumFrameSize();
        if (largest > runtime.contexts().largestContext()) {
            throw new QuaysideException(
                    "QS-305",
                    "frames of endpoint " + spec.name() + " may have " + largest
                            + " bytes now, and the server's contexts have "
                            + runtime.contexts().largestContext() + ": stop it and start it again");
        }
        return RunningPlugin.of(spec, choice, transport.transport(), runtime, providers);
    }

    /** Who comes from now on is let in to another plugin, which is started. Answers the one before. */
    RunningPlugin<?> moveTo(RunningPlugin<?> next) {
        RunningPlugin<?> before = plugin;
        leaving = before;
        plugin = next;
        before.leaves();
        next.show();
        move(admission, next);
        return before;
    }

    /** The plugin before is stopped: nothing of it is kept. */
    void left() {
        leaving = null;
    }

    @SuppressWarnings("unchecked") // who waits at the door was told something by the one and is let in by the other
    private static <M> void move(Admission<?> admission, RunningPlugin<M> next) {
        ((Admission<M>) admission).moveTo(next.house());
    }

    /** The figure of all sessions. */
    long sum(ToLongFunction<RunningPlugin<?>> figure) {
        return plugins().stream().mapToLong(figure).sum();
    }

    /** The plugin, and before it the one that is leaving. */
    List<RunningPlugin<?>> plugins() {
        List<RunningPlugin<?>> both = new ArrayList<>(2);
        RunningPlugin<?> before = leaving;
        if (before != null) {
            both.add(before);
        }
        both.add(plugin);
        return both;
    }

    String name() {
        return spec.name();
    }

    RunningEndpoint status() {
        Listener listens = listener;
        SocketAddress bound = listens == null ? address : listens.address();
        RunningPlugin<?> now = plugin;
        return new RunningEndpoint(
                spec.name(), bound, transport.id(), transport.note(), now.codecId(), now.pluginId(), (int)
                        sum(each -> each.layer().sessions().count()));
    }
}
