package io.quayside.distribution.plugins;

import io.quayside.api.QuaysideException;
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
import org.jspecify.annotations.Nullable;

/**
 * The class loaders of the plugins found, and what there is to remark about the others. Opened by one thread, and then safe for
 * any.
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
    private final ClassLoader parent;
    private final List<LoadedPlugin> loaded = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    LoadedPlugins(Path directory, ClassLoader parent) {
        this.directory = directory;
        this.parent = parent;
    }

    /** Where the plugins lie. */
    public Path directory() {
        return directory;
    }

    /** One class loader for each plugin, by name. Providers are to be looked up in the loader itself, not in its parent. */
    public synchronized List<ClassLoader> loaders() {
        return loaded.stream().<ClassLoader>map(LoadedPlugin::loader).toList();
    }

    /** One line for each thing in the directory that looks like a plugin and is none. */
    public List<String> remarks() {
        return Collections.unmodifiableList(remarks);
    }

    /** Gives the jars up. Called when the server has stopped; no class of a plugin can be loaded afterwards. */
    @Override
    public synchronized void close() {
        loaded.forEach(each -> close(each.loader()));
        loaded.clear();
    }

    /** The plugins that are loaded. */
    public synchronized List<LoadedPlugin> all() {
        return List.copyOf(loaded);
    }

    /** The plugin whose jar or directory has this name, with or without {@code .jar}; null when there is none. */
    public synchronized @Nullable LoadedPlugin called(String name) {
        return loaded.stream().filter(each -> each.isCalled(name)).findFirst().orElse(null);
    }

    /**
     * Loads once more what lies where a plugin was found, beside the plugin as it was. The caller closes one of the two.
     *
     * @throws QuaysideException {@code QS-403} when it isn't there any more, can't be read, or has no provider in it
     */
    public LoadedPlugin again(LoadedPlugin old) {
        PluginFiles files = PluginFiles.at(old.place(), directory);
        URLClassLoader loader = files.jars().isEmpty() ? null : opened(files);
        if (loader == null) {
            throw new QuaysideException(
                    "QS-403", old.place().toAbsolutePath() + " is no plugin any more; put one there");
        }
        return new LoadedPlugin(old.place(), loader);
    }

    /** Has one stand in the place of another, whose classes are used no more unless told otherwise. */
    public synchronized void replace(LoadedPlugin old, LoadedPlugin next, boolean closes) {
        loaded.replaceAll(each -> each.equals(old) ? next : each);
        if (closes) {
            close(old.loader());
        }
    }

    void add(PluginFiles files) {
        if (files.jars().isEmpty()) {
            return;
        }
        URLClassLoader loader = opened(files);
        if (loader != null) {
            loaded.add(new LoadedPlugin(files.place(), loader));
        } else {
            remarks.add(files.name() + " has no provider in it and is passed over; a library belongs into the directory"
                    + " of the plugin that uses it");
        }
    }

    /** A class loader; null when nothing that it finds is a provider. */
    private @Nullable URLClassLoader opened(PluginFiles files) {
        URLClassLoader loader = new URLClassLoader(files.name(), files.addresses(), parent);
        if (providesSomething(loader)) {
            return loader;
        }
        close(loader);
        return null;
    }

    private static boolean providesSomething(URLClassLoader loader) {
        return PROVIDERS.stream().anyMatch(type -> loader.findResource("META-INF/services/" + type.getName()) != null);
    }

    /** Gives its jars up. */
    public static void close(URLClassLoader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot close the jars of " + loader.getName(), e);
        }
    }
}
