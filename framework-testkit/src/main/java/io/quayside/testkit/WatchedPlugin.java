package io.quayside.testkit;

import io.quayside.api.codec.CodecException;
import io.quayside.api.plugin.Blocking;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.Session;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The plugin under test, between it and the session layer: remembers who was opened, why who ended, and what threw. */
class WatchedPlugin<M> implements Plugin<M> {
    private final Plugin<M> plugin;
    private final Failures failures;
    private final Map<SocketAddress, Session<M>> sessions = new HashMap<>();
    private final Map<SocketAddress, CloseReason> reasons = new HashMap<>();
    private final List<String> afterStop = new ArrayList<>();
    private boolean stopped;

    private WatchedPlugin(Plugin<M> plugin, Failures failures) {
        this.plugin = plugin;
        this.failures = failures;
    }

    /** Watches a plugin; the session layer asks the watch whether callbacks may block. */
    static <M> WatchedPlugin<M> of(Plugin<M> plugin, Failures failures) {
        return plugin.getClass().isAnnotationPresent(Blocking.class)
                ? new Marked<>(plugin, failures)
                : new WatchedPlugin<>(plugin, failures);
    }

    /** Of a plugin whose callbacks may block. */
    @Blocking
    private static final class Marked<M> extends WatchedPlugin<M> {
        Marked(Plugin<M> plugin, Failures failures) {
            super(plugin, failures);
        }
    }

    Plugin<M> plugin() {
        return plugin;
    }

    /** The session that a peer has, or had; null when it never had one. */
    @Nullable Session<M> session(@Nullable SocketAddress peer) {
        return sessions.get(peer);
    }

    /** Why the session of a peer has ended; null when it has not. */
    @Nullable CloseReason reason(@Nullable SocketAddress peer) {
        return reasons.get(peer);
    }

    /** What called the plugin after it was stopped. */
    List<String> afterStop() {
        return afterStop;
    }

    @Override
    public void start() throws Exception {
        plugin.start();
    }

    @Override
    public void stop() throws Exception {
        stopped = true;
        plugin.stop();
    }

    @Override
    public @Nullable M waiting(int place) {
        try {
            return plugin.waiting(place);
        } catch (Throwable t) {
            failures.add("the plugin's waiting threw", null, t);
            throw t;
        }
    }

    @Override
    public void opened(Session<M> session) {
        sessions.put(session.remoteAddress(), session);
        call("opened", session, () -> plugin.opened(session));
    }

    @Override
    public void message(Session<M> session, M message) {
        call("message", session, () -> plugin.message(session, message));
    }

    @Override
    public void malformed(Session<M> session, CodecException cause) {
        call("malformed", session, () -> plugin.malformed(session, cause));
    }

    @Override
    public void writable(Session<M> session) {
        call("writable", session, () -> plugin.writable(session));
    }

    @Override
    public void idle(Session<M> session) {
        call("idle", session, () -> plugin.idle(session));
    }

    @Override
    public void endOfStream(Session<M> session) {
        call("endOfStream", session, () -> plugin.endOfStream(session));
    }

    @Override
    public void closed(Session<M> session, CloseReason reason) {
        reasons.put(session.remoteAddress(), reason);
        failures.ended(session.remoteAddress(), reason);
        call("closed", session, () -> plugin.closed(session, reason));
    }

    private void call(String callback, Session<M> session, Runnable body) {
        if (stopped) {
            afterStop.add("the plugin's " + callback + " was called after its stop, for " + session);
        }
        try {
            body.run();
        } catch (Throwable t) {
            failures.add("the plugin's " + callback + " threw", session.remoteAddress(), t);
            throw t;
        }
    }
}
