package io.quayside.fuzz;

import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.Session;
import io.quayside.chat.v1.Frame;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The chat with its callbacks watched: which sessions are open, why the others ended, and whether anything was thrown. */
final class WatchedPlugin implements Plugin<Frame> {
    private final Plugin<Frame> plugin;
    private final List<Session<Frame>> open = new ArrayList<>();
    private final Map<SocketAddress, CloseReason> reasons = new HashMap<>();
    private @Nullable AssertionError wrong;

    WatchedPlugin(Plugin<Frame> plugin) {
        this.plugin = plugin;
    }

    List<Session<Frame>> open() {
        return List.copyOf(open);
    }

    /** Why the session of a peer ended; null while it hasn't. */
    @Nullable CloseReason reason(@Nullable SocketAddress peer) {
        return reasons.get(peer);
    }

    /** The server survives what a callback throws, and tells nobody but its log. */
    void requireNothingWrong() {
        if (wrong != null) {
            throw wrong;
        }
    }

    private void watch(String callback, Runnable call) {
        try {
            call.run();
        } catch (Throwable t) {
            wrong = new AssertionError("the plugin's " + callback + " threw", t);
            throw t;
        }
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
    public @Nullable Frame waiting(int place) {
        return plugin.waiting(place);
    }

    @Override
    public void opened(Session<Frame> session) {
        open.add(session);
        watch("opened", () -> plugin.opened(session));
    }

    @Override
    public void message(Session<Frame> session, Frame message) {
        watch("message", () -> plugin.message(session, message));
    }

    @Override
    public void writable(Session<Frame> session) {
        watch("writable", () -> plugin.writable(session));
    }

    @Override
    public void idle(Session<Frame> session) {
        watch("idle", () -> plugin.idle(session));
    }

    @Override
    public void endOfStream(Session<Frame> session) {
        watch("endOfStream", () -> plugin.endOfStream(session));
    }

    @Override
    public void closed(Session<Frame> session, CloseReason reason) {
        if (!open.remove(session)) {
            wrong = new AssertionError(session + " was closed, and not open");
        }
        reasons.put(session.remoteAddress(), reason);
        // A codec that refuses says so without a cause; one that throws anything else is the cause.
        if (reason.kind() == Kind.PLUGIN_ERROR || (reason.kind() == Kind.CODEC_ERROR && reason.cause() != null)) {
            wrong = new AssertionError(session + " ended: " + reason, reason.cause());
        }
        watch("closed", () -> plugin.closed(session, reason));
    }
}
