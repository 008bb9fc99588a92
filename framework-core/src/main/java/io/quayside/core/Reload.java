package io.quayside.core;

import io.quayside.core.discovery.Providers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * One reload of the endpoints whose plugin or codec comes from a class loader. The order is that of {@link Server#reload}: the
 * new ones are made and started while the old ones serve; only then do they take their place, and the old ones end. Used once,
 * by one thread.
 */
final class Reload {
    private static final Logger LOG = System.getLogger(Reload.class.getName());
    private static final Duration AFTER_CUT = Duration.ofSeconds(5);

    private final List<Endpoint> endpoints;
    private final Map<Endpoint, RunningPlugin<?>> next = new LinkedHashMap<>();
    private final Map<Endpoint, RunningPlugin<?>> old = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final long begun = System.nanoTime();

    Reload(List<Endpoint> endpoints) {
        this.endpoints = endpoints;
    }

    /** Makes and starts the new plugins; when one of them can't be, none is left of them. */
    void prepare(Providers providers) {
        try {
            for (Endpoint endpoint : endpoints) {
                next.put(endpoint, endpoint.another(providers));
            }
            next.values().forEach(RunningPlugin::start);
        } catch (Throwable t) {
            giveUp(t);
            throw t;
        }
    }

    /** Stops what was prepared and isn't to be; what fails on top is kept with the reason. */
    void giveUp(Throwable reason) {
        for (RunningPlugin<?> made : next.values()) {
            try {
                made.stop();
            } catch (Throwable t) {
                reason.addSuppressed(t);
            }
        }
        next.clear();
    }

    /** Who comes from now on is let in to the new plugins. Throws nothing. */
    void move() {
        next.forEach((endpoint, plugin) -> old.put(endpoint, endpoint.moveTo(plugin)));
    }

    /**
     * Ends the sessions of the old plugins, and then these. Throws nothing: the new ones serve. When the server stops
     * meanwhile, what is left is for the stop to end.
     */
    ReloadReport end(Duration deadline, BooleanSupplier stops) {
        long sessions = sessions();
        long cutBefore = cut();
        old.values().forEach(each -> each.layer().drain("the plugin " + each.pluginId() + " is reloaded"));
        Waiting.until(() -> sessions() == 0 || stops.getAsBoolean(), deadline);
        if (sessions() > 0 && !stops.getAsBoolean()) {
            old.values().forEach(each -> each.layer().cut());
            Waiting.until(() -> sessions() == 0 || stops.getAsBoolean(), AFTER_CUT);
        }
        long left = sessions();
        boolean mine = left == 0 || !stops.getAsBoolean();
        if (mine) {
            old.forEach(this::stop);
        }
        long cut = cut() - cutBefore;
        return new ReloadReport(
                endpoints.stream().map(Endpoint::name).toList(),
                (int) Math.max(0, sessions - cut),
                (int) cut,
                (int) (mine ? left : Math.max(1, left)), // the plugin is in use until the stop has stopped it
                List.copyOf(problems),
                Duration.ofNanos(System.nanoTime() - begun));
    }

    private void stop(Endpoint endpoint, RunningPlugin<?> plugin) {
        try {
            plugin.stop();
        } catch (Throwable t) {
            problems.add("the old plugin of endpoint " + endpoint.name() + " failed to stop: " + t);
            LOG.log(Level.ERROR, "the old plugin of endpoint " + endpoint.name() + " failed to stop", t);
        } finally {
            endpoint.left();
        }
    }

    private long sessions() {
        return old.values().stream()
                .mapToLong(each -> each.layer().sessions().count())
                .sum();
    }

    private long cut() {
        return old.values().stream()
                .mapToLong(each -> each.layer().cutSessions())
                .sum();
    }
}
