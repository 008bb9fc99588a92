package io.quayside.distribution.cli;

import io.quayside.api.QuaysideException;
import io.quayside.core.discovery.Providers;
import io.quayside.distribution.plugins.LoadedPlugins;
import java.util.function.Supplier;

/** All that a server can be put together from. Changed by one thread at a time, read by any. */
final class Components implements AutoCloseable {
    private final LoadedPlugins plugins;
    private volatile Providers providers;

    /**
     * Takes the plugins over.
     *
     * @param plugins what was found in the plugins directory
     * @param providers that, and what is on the class path
     */
    Components(LoadedPlugins plugins, Providers providers) {
        this.plugins = plugins;
        this.providers = providers;
    }

    LoadedPlugins plugins() {
        return plugins;
    }

    Providers providers() {
        return providers;
    }

    /** What there is from now on; what there was is kept no more. */
    void are(Providers found) {
        providers = found;
    }

    /** Runs something that looks providers up; where one isn't known, the error tells where more would be found. */
    <T> T lookingUp(Supplier<T> action) {
        try {
            return action.get();
        } catch (QuaysideException e) {
            if (!e.code().equals("QS-102")) {
                throw e;
            }
            throw new QuaysideException(
                    e.code(),
                    e.getMessage() + "; more are looked for in "
                            + plugins.directory().toAbsolutePath(),
                    e);
        }
    }

    @Override
    public void close() {
        plugins.close();
    }
}
