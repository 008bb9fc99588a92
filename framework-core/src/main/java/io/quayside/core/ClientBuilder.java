package io.quayside.core;

import static java.util.Objects.requireNonNull;

import io.quayside.api.Settings;
import io.quayside.api.Stable;
import io.quayside.core.discovery.Providers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describes a client. Not safe for use by several threads at once.
 *
 * @since 0.1
 */
@Stable
public final class ClientBuilder {
    private @Nullable Providers providers;
    private String transport = "auto";
    private Settings transports = Settings.none();
    private Settings pool = Settings.of("pool", Map.of("memory", "64m"), path -> null);
    private Map<String, ?> session = Map.of();
    private int largestFrame = (1 << 20) + 64;

    ClientBuilder() {}

    /** Where transports, pools and session layers are found; the class path if not called. */
    public ClientBuilder providers(Providers found) {
        this.providers = requireNonNull(found, "found");
        return this;
    }

    /** The transport and its settings; the best that can run here if not called. */
    public ClientBuilder transport(String id, Map<String, ?> settings) {
        transport = requireNonNull(id, "id");
        transports =
                settings.isEmpty() ? Settings.none() : Settings.of("transports", Map.of(id, settings), path -> null);
        return this;
    }

    /** The pool of I/O contexts; 64 MiB at most if not called. */
    public ClientBuilder pool(Map<String, ?> settings) {
        pool = Settings.of("pool", settings, path -> null);
        return this;
    }

    /** Bounds and time-outs of each session, as in an endpoint's section {@code session}. */
    public ClientBuilder session(Map<String, ?> settings) {
        session = Map.copyOf(settings);
        return this;
    }

    /** Bytes of the largest frame that any codec used with this client has; a little over 1 MiB if not called. */
    public ClientBuilder largestFrame(int bytes) {
        largestFrame = bytes;
        return this;
    }

    /** The client, with its workers started. */
    public Client build() {
        Providers found = providers == null ? Providers.onClassPath() : providers;
        Client client = new Client(
                found, new IoRuntime(found, transports, pool, Settings.none(), largestFrame), transport, session);
        try {
            transports.rejectUnknown();
            pool.rejectUnknown();
        } catch (Throwable t) {
            IoRuntime.closeAfter(t, client);
            throw t;
        }
        return client;
    }
}
