package io.quayside.testkit;

import io.quayside.api.session.CloseReason;
import io.quayside.api.session.Session;
import io.quayside.transport.simulated.SimulatedNetwork;
import java.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells what led to a failed assertion: what the server did with the client, what threw, the time, and the network's last lines. */
final class Story<M> {
    private static final int LAST_LINES = 15;

    private final SimulatedNetwork network;
    private final HarnessServer<M> server;

    Story(SimulatedNetwork network, HarnessServer<M> server) {
        this.network = network;
        this.server = server;
    }

    /** The assertion's error, with all that is known around it. */
    AssertionError error(String what, @Nullable SocketAddress peer, boolean aboutAPeer) {
        StringBuilder text = new StringBuilder(what);
        if (aboutAPeer) {
            line(text, "the server", session(peer));
        }
        server.failures.unknown().forEach(each -> line(text, "thrown", each));
        line(text, "virtual time", seconds() + " s, seed " + network.seed());
        text.append("\n  what happened last on the network:");
        lastLines().forEach(each -> text.append("\n    ").append(each));
        AssertionError error = new AssertionError(text.toString());
        Throwable cause = cause(peer);
        return cause == null ? error : (AssertionError) error.initCause(cause);
    }

    private @Nullable Throwable cause(@Nullable SocketAddress peer) {
        CloseReason reason = server.plugin.reason(peer);
        return reason == null || reason.cause() == null ? server.failures.firstUnknown() : reason.cause();
    }

    /** How it stands with the session of a peer. */
    String session(@Nullable SocketAddress peer) {
        CloseReason reason = server.plugin.reason(peer);
        Session<M> session = server.plugin.session(peer);
        if (reason != null) {
            return "has closed the session: " + reason;
        }
        if (session == null) {
            return "has opened no session for it";
        }
        return session.isOpen() ? "has it as an open session" : "is closing the session";
    }

    private String seconds() {
        return String.format(Locale.ROOT, "%.9f", network.elapsed().toNanos() / 1e9);
    }

    private List<String> lastLines() {
        List<String> lines = network.trace().lines().toList();
        return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    }

    private static void line(StringBuilder text, String what, String how) {
        text.append("\n  ").append(what).append(": ").append(how);
    }
}
