package io.quayside.distribution.plugins;

import io.quayside.api.codec.CodecProvider;
import io.quayside.api.plugin.PluginProvider;
import io.quayside.api.pool.PoolProvider;
import io.quayside.api.session.SessionProvider;
import io.quayside.api.transport.TransportProvider;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The class loaders of the plugins found, and what there is to remark about the others. Used by one thread at a time; the
 * plugins' classes are used by all.
 */
public final class LoadedPlugins implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LoadedPlugins.class.getName());
    private static final List<Class<?>> PROVIDERS = List.of(
            PluginProvider.class,
            CodecProvider.class,
            TransportProvider.class,
            PoolProvider.class,
            SessionProvider.class);

    private final Path directory;
    private final List<URLClassLoader> loaders = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    LoadedPlugins(Path directory) {
        this.directory = directory;
    }

    /** Where the plugins lie. */
    public Path directory() {
        return directory;
    }

    /** One class loader for each plugin, by name. Providers are to be looked up in the loader itself, not in its parent. */
    public List<ClassLoader> loaders() {
        return List.copyOf(loaders);
    }

    /** One line for each thing in the directory that looks like a plugin and is none. */
    public List<String> remarks() {
        return Collections.unmodifiableList(remarks);
    }

    /** Gives the jars up. Called when the server has stopped; no class of a plugin can be loaded afterwards. */
    @Override
    public void close() {
        loaders.forEach(LoadedPlugins::close);
        loaders.clear();
    }

    void add(PluginFiles files, ClassLoader parent) {
        if (files.jars().isEmpty()) {
            return;
        }
        URLClassLoader loader = new URLClassLoader(files.name(), files.addresses(), parent);
        if (providesSomething(loader)) {
            loaders.add(loader);
        } else {
            close(loader);
            remarks.add(files.name() + " has no provider in it and is passed over; a library belongs into the directory"
                    + " of the plugin that uses it");
        }
    }

    private static boolean providesSomething(URLClassLoader loader) {
        return PROVIDERS.stream().anyMatch(type -> loader.findResource("META-INF/services/" + type.getName()) != null);
    }

    private static void close(URLClassLoader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot close the jars of " + loader.getName(), e);
        }
    }
}
