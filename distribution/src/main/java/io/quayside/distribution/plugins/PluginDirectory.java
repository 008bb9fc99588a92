package io.quayside.distribution.plugins;

import static java.util.Objects.requireNonNull;

import io.quayside.api.QuaysideException;
import java.io.IOException;
import java.net.URLConnection;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The directory that plugins are dropped into: a jar directly in it is a plugin, and a directory in it is a plugin with the
 * jars it depends on. Anything else, and whatever begins with a dot, is passed over.
 */
public final class PluginDirectory {
    /** What every plugin shares with the application; codecs add the packages of their messages. */
    private static final List<String> ALWAYS_SHARED =
            List.of("io.quayside.api", "jakarta.inject", "org.jspecify", "org.slf4j");

    private final Path directory;

    /** The directory to look into; nothing is touched yet. */
    public PluginDirectory(Path directory) {
        this.directory = requireNonNull(directory, "directory");
    }

    /**
     * Opens a class loader for each plugin. Called once, on the main thread; the caller owns what it gets, and closes it
     * when no class of a plugin is used any more.
     *
     * @param application the class loader of what is shared
     * @param codecPackages the packages that codecs share with plugins
     * @throws QuaysideException {@code QS-403} when the directory or a jar cannot be read; nothing stays open then
     */
    public LoadedPlugins open(ClassLoader application, Collection<String> codecPackages) {
        // Java keeps jars that resources are read from open by their path: a plugin's next version would read those of
        // the last.
        URLConnection.setDefaultUseCaches("jar", false);
        List<String> shared = new ArrayList<>(ALWAYS_SHARED);
        shared.addAll(codecPackages);
        ClassLoader parent = new SharedPackagesLoader(application, shared);
        LoadedPlugins plugins = new LoadedPlugins(directory, parent);
        try {
            for (Path place : entries(directory)) {
                plugins.add(PluginFiles.at(place, directory));
            }
            return plugins;
        } catch (RuntimeException e) {
            plugins.close();
            throw e;
        }
    }

    /** What lies in a directory, by name, so that every start finds the same in the same order. */
    static List<Path> entries(Path directory) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(
                directory, path -> !path.getFileName().toString().startsWith("."))) {
            found.forEach(entries::add);
        } catch (IOException | DirectoryIteratorException e) {
            throw new QuaysideException(
                    "QS-403",
                    "cannot read the plugins directory " + directory.toAbsolutePath() + ": " + reason(directory, e),
                    e);
        }
        Collections.sort(entries);
        return entries;
    }

    private static String reason(Path directory, Exception e) {
        if (Files.notExists(directory)) {
            return "it is not there";
        }
        return Files.isDirectory(directory) ? String.valueOf(e.getMessage()) : "it is not a directory";
    }
}
