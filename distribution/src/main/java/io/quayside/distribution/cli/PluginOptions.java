package io.quayside.distribution.cli;

import io.quayside.api.codec.CodecProvider;
import io.quayside.core.discovery.Providers;
import io.quayside.distribution.plugins.LoadedPlugins;
import io.quayside.distribution.plugins.PluginDirectory;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says where plugins are. */
final class PluginOptions {
    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "Where the plugins are; plugins/ of the installation if not given.")
    private @Nullable Path directory;

    /** For picocli to fill in. */
    PluginOptions() {
        this(null);
    }

    PluginOptions(@Nullable Path directory) {
        this.directory = directory;
    }

    /** Loads them beside what is on the class path; the caller closes it when nothing of them runs any more. */
    Components load(Installation installation) {
        Providers builtIn = Providers.onClassPath();
        Set<String> shared = new TreeSet<>();
        for (CodecProvider codec : builtIn.codecs()) {
            shared.addAll(codec.sharedPackages());
        }
        Path chosen = directory == null ? installation.plugins() : directory;
        LoadedPlugins plugins = new PluginDirectory(chosen).open(PluginOptions.class.getClassLoader(), shared);
        try {
            return new Components(plugins, Providers.withPlugins(plugins.loaders()));
        } catch (RuntimeException e) {
            plugins.close();
            throw e;
        }
    }
}
