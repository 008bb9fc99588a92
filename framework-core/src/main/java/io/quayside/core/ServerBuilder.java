package io.quayside.core;

import static java.util.Objects.requireNonNull;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.Stable;
import io.quayside.core.discovery.Providers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describes a server; from an application's code, from settings, or both. Not safe for use by several threads at once.
 *
 * @since 0.1
 */
@Stable
public final class ServerBuilder {
    private final List<EndpointSpec> endpoints = new ArrayList<>();
    private @Nullable Providers providers;
    private @Nullable Settings root;
    private String transport = "";
    private Settings transports = Settings.none();
    private Settings pool = Settings.none();
    private Settings blocking = Settings.none();
    private Duration stopDeadline = Duration.ofSeconds(10);

    ServerBuilder() {}

    /** Where transports, codecs, pools, session layers and plugins are found; the class path if not called. */
    public ServerBuilder providers(Providers found) {
        this.providers = requireNonNull(found, "found");
        return this;
    }

    /**
     * Everything from settings: {@code transport}, {@code transports}, {@code pool}, {@code blocking}, {@code stop-deadline} and
     * {@code endpoints}, as docs/configuration.md describes them. Endpoints are added to those there are.
     */
    public ServerBuilder settings(Settings section) {
        root = section;
        blocking = root.section("blocking");
        transport = section.string("transport", "auto");
        transports = section.section("transports");
        pool = section.section("pool");
        stopDeadline = section.duration("stop-deadline", stopDeadline);
        Settings all = section.section("endpoints");
        for (String name : all.keys()) {
            endpoint(EndpointSpec.from(name, all.section(name)));
        }
        return this;
    }

    /** The transport of all endpoints that name none, and its settings. */
    public ServerBuilder transport(String id, Map<String, ?> settings) {
        transport = requireNonNull(id, "id");
        transports =
                settings.isEmpty() ? Settings.none() : Settings.of("transports", Map.of(id, settings), path -> null);
        return this;
    }

    /** The pool of I/O contexts. */
    public ServerBuilder pool(Map<String, ?> settings) {
        pool = Settings.of("pool", settings, path -> null);
        return this;
    }

    /** The threads for work that blocks; as in the section {@code blocking}. */
    public ServerBuilder blocking(Map<String, ?> settings) {
        blocking = Settings.of("blocking", settings, path -> null);
        return this;
    }

    /** How long a stop waits for sessions to drain, unless told otherwise; 10 seconds if not called. */
    public ServerBuilder stopDeadline(Duration deadline) {
        this.stopDeadline = requireNonNull(deadline, "deadline");
        return this;
    }

    /** One more endpoint. */
    public ServerBuilder endpoint(EndpointSpec spec) {
        for (EndpointSpec known : endpoints) {
            if (known.name().equals(spec.name())) {
                throw new QuaysideException("QS-208", "two endpoints have the name " + spec.name() + "; rename one");
            }
        }
        endpoints.add(spec);
        return this;
    }

    /** The server, with nothing opened yet. */
    public Server build() {
        Providers found = providers == null ? Providers.onClassPath() : providers;
        for (EndpointSpec each : endpoints) {
            if (each.transport().isEmpty()) {
                each.transport(transport);
            }
        }
        return new Server(found, root, transports, pool, blocking, List.copyOf(endpoints), stopDeadline);
    }
}
