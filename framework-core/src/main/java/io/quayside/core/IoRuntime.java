package io.quayside.core;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.pool.ContextPool;
import io.quayside.api.pool.PoolStatistics;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Transport;
import io.quayside.api.transport.TransportProvider;
import io.quayside.core.discovery.Providers;
import io.quayside.core.metrics.MetricsRegistry;
import io.quayside.core.threads.BlockingThreads;
import io.quayside.core.time.SystemTime;
import io.quayside.core.time.TimerThread;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all endpoints of a server, or all connections of a client, share: transports, the pool of I/O contexts, the timer,
 * threads for work that blocks, metrics. Opened by one thread and closed by one thread.
 */
final class IoRuntime implements AutoCloseable {
    private static final Logger LOG = System.getLogger(IoRuntime.class.getName());
    private static final String AUTO = "auto";
    private static final String CANNOT_RUN = "QS-103";

    private final Providers providers;
    private final Settings transportSettings;
    private final ContextPool contexts;
    private final Map<String, Transport> transports = new LinkedHashMap<>();
    /** Those that {@code auto} has tried in vain, with the reason: all endpoints are to get the same. */
    private final Map<String, String> failed = new HashMap<>();

    private final TimerThread timer;
    private final BlockingThreads blocking;
    private final SystemTime time = new SystemTime();
    private final MetricsRegistry metrics = new MetricsRegistry();

    /** A transport and why it is not a better one. */
    record Chosen(String id, Transport transport, String note) {}

    IoRuntime(
            Providers providers,
            Settings transportSettings,
            Settings poolSettings,
            Settings blockingSettings,
            int largestFrame) {
        this.providers = providers.withoutPlugins();
        this.transportSettings = transportSettings;
        this.blocking = BlockingThreads.from(blockingSettings);
        this.contexts = providers
                .pool(poolSettings.string("id", "slab"))
                .open(poolSettings, Math.max(largestFrame, Connection.MOST_LENT));
        this.timer = new TimerThread("quayside-timer");
        metrics.gauge("contexts.capacity", () -> contexts.statistics().capacity());
        metrics.gauge("contexts.in-use", () -> contexts.statistics().inUse());
        metrics.gauge("contexts.memory", () -> contexts.statistics().memory());
        metrics.gauge("contexts.exhausted", () -> contexts.statistics().exhausted());
    }

    /** The transport with this id, opened if it isn't yet; {@code auto} or nothing takes the best that can run here. */
    Chosen transport(String id) {
        for (TransportProvider each : providers.transports()) {
            transportSettings.has(each.id()); // settings of a transport that isn't used are no unknown keys
        }
        return id.isEmpty() || id.equals(AUTO) ? best() : open(providers.transport(id), "");
    }

    ContextPool contexts() {
        return contexts;
    }

    TimerThread timer() {
        return timer;
    }

    BlockingThreads blocking() {
        return blocking;
    }

    SystemTime time() {
        return time;
    }

    MetricsRegistry metrics() {
        return metrics;
    }

    /** Closes everything, in the order that lets each part finish; the figures tell what did not come back. */
    @Override
    public void close() {
        timer.close();
        transports.forEach(IoRuntime::close);
        blocking.close();
        contexts.close();
    }

    PoolStatistics statistics() {
        return contexts.statistics();
    }

    private Chosen best() {
        List<TransportProvider> ranked = providers.transports().stream()
                .sorted(Comparator.comparingInt(TransportProvider::preference).reversed())
                .toList();
        StringBuilder note = new StringBuilder();
        for (TransportProvider each : ranked) {
            if (transports.containsKey(each.id())) {
                return open(
                        each, note.toString()); // asked again, it might find that nothing is left for another like it
            }
            String why = failed.get(each.id());
            if (why == null) {
                why = each.unavailableBecause();
            }
            if (why == null) {
                try {
                    return open(each, note.toString());
                } catch (QuaysideException e) {
                    why = whyNot(each, e);
                    failed.put(each.id(), why);
                }
            }
            note.append(note.isEmpty() ? "" : "; ")
                    .append("not ")
                    .append(each.id())
                    .append(": ")
                    .append(why);
        }
        throw new QuaysideException(
                "QS-103",
                ranked.isEmpty()
                        ? "no transport was found; put one on the class path, such as quayside-transport-nio2"
                        : "no transport can run here: " + note);
    }

    /** What can run here in general may not run as it is configured: with so many rings, for one. */
    private static String whyNot(TransportProvider provider, QuaysideException failure) {
        if (!failure.code().equals(CANNOT_RUN)) {
            throw failure;
        }
        String message = String.valueOf(failure.getMessage());
        String begin = "the transport " + provider.id() + " cannot run here: ";
        return message.startsWith(begin) ? message.substring(begin.length()) : message;
    }

    private Chosen open(TransportProvider provider, String note) {
        Transport known = transports.get(provider.id());
        if (known != null) {
            return new Chosen(provider.id(), known, note);
        }
        String why = provider.unavailableBecause();
        if (why != null) {
            throw new QuaysideException(
                    "QS-103",
                    "the transport " + provider.id() + " cannot run here: " + why + "; choose another, or auto");
        }
        Transport opened = provider.open(transportSettings.section(provider.id()));
        transports.put(provider.id(), opened);
        return new Chosen(provider.id(), opened, note);
    }

    private static void close(String id, Transport transport) {
        try {
            transport.close();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the transport " + id + " failed to close", e);
        }
    }

    /** Closes what was opened when an opening failed half-way; what fails on top is kept with the first failure. */
    static void closeAfter(Throwable failure, @Nullable AutoCloseable opened) {
        if (opened == null) {
            return;
        }
        try {
            opened.close();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }
}
