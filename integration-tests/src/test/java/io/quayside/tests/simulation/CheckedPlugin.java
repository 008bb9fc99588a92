package io.quayside.tests.simulation;

import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.Session;
import java.net.SocketAddress;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A plugin whose callbacks are watched: opened first, closed last, each once, and none within another (S1, S2). Called on the
 * thread that drives the network.
 */
final class CheckedPlugin<M> implements Plugin<M> {
    private final Plugin<M> plugin;
    private final Violations violations;
    private final Map<Session<M>, SocketAddress> open = new LinkedHashMap<>();
    private final Map<SocketAddress, CloseReason> reasons = new LinkedHashMap<>();
    private final Set<Session<?>> over = Collections.newSetFromMap(new IdentityHashMap<>());
    private @Nullable String inside;

    CheckedPlugin(Plugin<M> plugin, Violations violations) {
        this.plugin = plugin;
        this.violations = violations;
    }

    /** The sessions whose plugin was told that they are open, and not that they are closed. */
    Set<Session<M>> open() {
        return open.keySet();
    }

    /** The sessions that have ended. */
    Set<Session<?>> over() {
        return over;
    }

    /** Why the session of a peer ended; null when it had none. */
    @Nullable CloseReason reason(@Nullable SocketAddress peer) {
        return reasons.get(peer);
    }

    @Override
    public void start() throws Exception {
        plugin.start();
    }

    @Override
    public void stop() throws Exception {
        plugin.stop();
    }

    @Override
    public @Nullable M waiting(int place) {
        return plugin.waiting(place);
    }

    @Override
    public void opened(Session<M> session) {
        violations.check(!over.contains(session), () -> "opened after closed: " + session);
        violations.check(open.put(session, session.remoteAddress()) == null, () -> "opened twice: " + session);
        called("opened", session, () -> plugin.opened(session));
    }

    @Override
    public void message(Session<M> session, M message) {
        called("message", session, () -> plugin.message(session, message));
    }

    @Override
    public void writable(Session<M> session) {
        called("writable", session, () -> plugin.writable(session));
    }

    @Override
    public void idle(Session<M> session) {
        called("idle", session, () -> plugin.idle(session));
    }

    @Override
    public void endOfStream(Session<M> session) {
        called("endOfStream", session, () -> plugin.endOfStream(session));
    }

    @Override
    public void closed(Session<M> session, CloseReason reason) {
        called("closed", session, () -> plugin.closed(session, reason));
        SocketAddress peer = open.remove(session);
        over.add(session);
        if (peer != null) {
            reasons.put(peer, reason);
        }
        violations.check(!session.isOpen(), () -> "open after closed (S6): " + session);
        violations.check(
                reason.kind() != CloseReason.Kind.PLUGIN_ERROR, () -> "the plugin failed: " + session + ", " + reason);
    }

    private void called(String callback, Session<M> session, Runnable body) {
        String call = callback + " of " + session;
        violations.check(inside == null, () -> call + " within " + inside + " (S1)");
        violations.check(open.containsKey(session), () -> call + ", which isn't open (S2)");
        String before = inside;
        inside = call;
        try {
            body.run();
        } finally {
            inside = before;
        }
    }
}
