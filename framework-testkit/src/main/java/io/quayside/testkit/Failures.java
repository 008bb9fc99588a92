package io.quayside.testkit;

import io.quayside.api.session.CloseReason;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the plugin's code has thrown, and whether the test knows of it. */
final class Failures {
    private final List<Failure> all = new ArrayList<>();

    private static final class Failure {
        final String what;
        final @Nullable SocketAddress peer;
        final Throwable thrown;
        boolean known;

        Failure(String what, @Nullable SocketAddress peer, Throwable thrown) {
            this.what = what;
            this.peer = peer;
            this.thrown = thrown;
        }
    }

    /** Something threw, in a session's callback if there is a peer; each throwable counts once. */
    void add(String what, @Nullable SocketAddress peer, Throwable thrown) {
        if (all.stream().noneMatch(each -> each.thrown == thrown)) {
            all.add(new Failure(what, peer, thrown));
        }
    }

    /** A session ended: if for something that was thrown, that is a failure. */
    void ended(SocketAddress peer, CloseReason reason) {
        Throwable cause = reason.cause();
        if (reason.kind() == CloseReason.Kind.PLUGIN_ERROR && cause != null) {
            add(reason.detail(), peer, cause);
        }
    }

    /** Everything so far, which the test knows of from now on. */
    List<Throwable> take() {
        all.forEach(each -> each.known = true);
        return all.stream().map(each -> each.thrown).toList();
    }

    /** The test has expected that a session fails. */
    void expected(SocketAddress peer) {
        all.stream().filter(each -> peer.equals(each.peer)).forEach(each -> each.known = true);
    }

    /** One line for each that the test doesn't know of. */
    List<String> unknown() {
        return all.stream()
                .filter(each -> !each.known)
                .map(each -> each.what + ": " + each.thrown)
                .toList();
    }

    /** The first that the test doesn't know of. */
    @Nullable Throwable firstUnknown() {
        return all.stream()
                .filter(each -> !each.known)
                .map(each -> each.thrown)
                .findFirst()
                .orElse(null);
    }
}
