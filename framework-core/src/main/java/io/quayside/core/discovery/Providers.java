package io.quayside.core.discovery;

import io.quayside.api.QuaysideException;
import io.quayside.api.Stable;
import io.quayside.api.codec.CodecProvider;
import io.quayside.api.plugin.PluginProvider;
import io.quayside.api.pool.PoolProvider;
import io.quayside.api.session.SessionProvider;
import io.quayside.api.transport.TransportProvider;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * The providers that ServiceLoader finds, by kind and id; immutable.
 *
 * <p>A provider class counts once, however many class loaders show it. Two providers of one kind with one id stop the
 * start-up ({@code QS-101}).
 *
 * @since 0.1
 */
@Stable
public final class Providers {
    private final List<TransportProvider> transports;
    private final List<CodecProvider> codecs;
    private final List<PoolProvider> pools;
    private final List<SessionProvider> sessions;
    private final List<PluginProvider<?>> plugins;

    private Providers(List<? extends ClassLoader> loaders) {
        this.transports = find("transport", TransportProvider.class, loaders, TransportProvider::id);
        this.codecs = find("codec", CodecProvider.class, loaders, CodecProvider::id);
        this.pools = find("pool", PoolProvider.class, loaders, PoolProvider::id);
        this.sessions = find("session layer", SessionProvider.class, loaders, SessionProvider::id);
        this.plugins = find("plugin", pluginProvider(), loaders, PluginProvider::id);
    }

    private Providers(Providers all) {
        this.transports = all.transports;
        this.codecs = List.of();
        this.pools = all.pools;
        this.sessions = all.sessions;
        this.plugins = List.of();
    }

    /** What stands on the application's class path. */
    public static Providers onClassPath() {
        return in(List.of(Providers.class.getClassLoader()));
    }

    /** What stands on the application's class path, and in each of these class loaders, such as those of plugins. */
    public static Providers withPlugins(List<? extends ClassLoader> loaders) {
        List<ClassLoader> all = new ArrayList<>();
        all.add(Providers.class.getClassLoader());
        all.addAll(loaders);
        return in(all);
    }

    /** What these class loaders show. */
    public static Providers in(List<? extends ClassLoader> loaders) {
        return new Providers(loaders);
    }

    /** Those that a server opens once, and not for each plugin: for who is not to hold the classes of plugins (G2). */
    public Providers withoutPlugins() {
        return new Providers(this);
    }

    /** The transports found. */
    public Collection<TransportProvider> transports() {
        return transports;
    }

    /** The codecs found. */
    public Collection<CodecProvider> codecs() {
        return codecs;
    }

    /** The pools found. */
    public Collection<PoolProvider> pools() {
        return pools;
    }

    /** The session layers found. */
    public Collection<SessionProvider> sessions() {
        return sessions;
    }

    /** The plugins found. */
    public Collection<PluginProvider<?>> plugins() {
        return plugins;
    }

    /** The transport with this id; {@code QS-102} when there is none. */
    public TransportProvider transport(String id) {
        return named("transport", id, transports, TransportProvider::id);
    }

    /** The codec with this id; {@code QS-102} when there is none. */
    public CodecProvider codec(String id) {
        return named("codec", id, codecs, CodecProvider::id);
    }

    /** The pool with this id; {@code QS-102} when there is none. */
    public PoolProvider pool(String id) {
        return named("pool", id, pools, PoolProvider::id);
    }

    /** The session layer with this id; {@code QS-102} when there is none. */
    public SessionProvider session(String id) {
        return named("session layer", id, sessions, SessionProvider::id);
    }

    /** The plugin with this id; {@code QS-102} when there is none. */
    public PluginProvider<?> plugin(String id) {
        return named("plugin", id, plugins, PluginProvider::id);
    }

    /** Where a provider's class comes from: its jar or directory, as far as that is known. */
    public static String origin(Object provider) {
        CodeSource source = provider.getClass().getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? "an unknown place"
                : source.getLocation().getPath();
    }

    @SuppressWarnings("unchecked") // a class literal has no type arguments
    private static Class<PluginProvider<?>> pluginProvider() {
        return (Class<PluginProvider<?>>) (Class<?>) PluginProvider.class;
    }

    private static <P> List<P> find(
            String kind, Class<P> type, List<? extends ClassLoader> loaders, Function<P, String> id) {
        List<P> found = new ArrayList<>();
        for (ClassLoader loader : loaders) {
            for (P provider : load(kind, type, loader)) {
                if (found.stream().noneMatch(known -> known.getClass() == provider.getClass())) {
                    found.add(unique(kind, provider, found, id));
                }
            }
        }
        return List.copyOf(found);
    }

    private static <P> List<P> load(String kind, Class<P> type, ClassLoader loader) {
        try {
            return ServiceLoader.load(type, loader).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new QuaysideException(
                    "QS-104",
                    "a " + kind + " provider cannot be loaded: " + e.getMessage()
                            + "; check the file META-INF/services/" + type.getName() + " and what its class needs",
                    e);
        }
    }

    private static <P> P unique(String kind, P provider, List<P> found, Function<P, String> id) {
        for (P known : found) {
            if (id.apply(known).equals(id.apply(provider))) {
                throw new QuaysideException(
                        "QS-101",
                        "two " + kind + " providers have the id " + id.apply(provider) + ": "
                                + known.getClass().getName()
                                + " in " + origin(known) + " and "
                                + provider.getClass().getName() + " in "
                                + origin(provider) + "; remove one of the two");
            }
        }
        return provider;
    }

    private static <P> P named(String kind, String id, List<? extends P> found, Function<P, String> idOf) {
        for (P provider : found) {
            if (idOf.apply(provider).equals(id)) {
                return provider;
            }
        }
        List<String> known = found.stream().map(idOf).sorted().toList();
        throw new QuaysideException(
                "QS-102",
                "there is no " + kind + " " + id + "; "
                        + (known.isEmpty() ? "none was found at all" : "known are: " + String.join(", ", known)));
    }
}
