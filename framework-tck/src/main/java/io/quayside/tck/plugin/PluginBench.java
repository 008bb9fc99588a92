package io.quayside.tck.plugin;

import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import java.lang.ref.WeakReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Drives one plugin as a session layer would: callbacks in order, tasks behind them, what is thrown closes the session. */
final class PluginBench<M> {
    final Timers timers = new Timers();
    private final PlayedSessions<M> sessions = new PlayedSessions<>();
    private final Figures figures = new Figures();
    private @Nullable Plugin<M> plugin;

    PluginParts<M> parts() {
        return new PluginParts<>(sessions, timers, figures, figures, figures);
    }

    void drives(Plugin<M> driven) {
        plugin = driven;
    }

    Plugin<M> plugin() {
        if (plugin == null) {
            throw new IllegalStateException("no plugin yet");
        }
        return plugin;
    }

    /** Lets go of the plugin. */
    WeakReference<Plugin<M>> forgets() {
        WeakReference<Plugin<M>> was = new WeakReference<>(plugin());
        plugin = null;
        return was;
    }

    PlayedSession<M> open() {
        PlayedSession<M> made = sessions.add();
        plugin().opened(made);
        runTasks(made);
        return made;
    }

    /** Hands messages over while the session is open, and wants them. */
    void hand(PlayedSession<M> session, List<M> messages) {
        for (M message : messages) {
            if (!session.isOpen() || session.isPaused()) {
                return;
            }
            plugin().message(session, message);
            runTasks(session);
        }
    }

    void close(PlayedSession<M> session, Kind kind, @Nullable Throwable cause) {
        session.close();
        runTasks(session);
        session.end();
        plugin().closed(session, new CloseReason(kind, "by the contract", cause));
    }

    private static <M> void runTasks(PlayedSession<M> session) {
        for (Runnable next = session.nextTask(); next != null; next = session.nextTask()) {
            next.run();
        }
    }
}
