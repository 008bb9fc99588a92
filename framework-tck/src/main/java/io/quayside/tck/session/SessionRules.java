package io.quayside.tck.session;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quayside.api.Open;
import io.quayside.tck.PromiseReport;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What each group of rules starts from: a session layer of which nothing is in use. After each rule the connections are
 * closed, and whatever the rule was about: every session must have been told opened and closed once, callbacks must not have
 * overlapped, and every context and slot must be back (P3).
 *
 * @since 0.1
 */
@Open
@ExtendWith(PromiseReport.class)
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class SessionRules extends SessionSetup {
    /** How many sessions there may be at once. */
    static final int SESSIONS = 8;

    /** From more than so many bytes of contexts on, a peer is congested. */
    static final int MARK = 8 << 10;

    /** With so many bytes of contexts waiting, sends are refused. */
    static final int LIMIT = 16 << 10;

    /** The limit may be passed by the one context that reaches it. */
    static final int AT_MOST = LIMIT + Leases.LARGE;

    /** More than may ever be taken for one peer. */
    static final int MANY = 1_000;

    private @Nullable SessionBench bench;

    /** For subclasses. */
    protected SessionRules() {}

    /** Who is asked how to open the layer: this group, or the contract that it is a part of. */
    SessionSetup setup() {
        return this;
    }

    /** The layer of this rule, on the rule's thread unless asked for on threads before. */
    final SessionBench bench() {
        return bench == null ? benchFor(SESSIONS) : bench;
    }

    /** A layer for few sessions. */
    final SessionBench benchFor(int sessions) {
        return opened(setup().settings(sessions, MARK, LIMIT), Turns.byHand(), Turns.byHand());
    }

    /** A layer on threads. */
    final SessionBench benchOnThreads() {
        return opened(setup().settings(SESSIONS, MARK, LIMIT), Turns.threads(4), Turns.threads(2));
    }

    /** A layer that does this; the rule is skipped where there is none. */
    final SessionBench benchThat(SessionCapability does) {
        assumeTrue(
                setup().capabilities().contains(does),
                () -> "skipped, since the session layer doesn't have the capability " + does);
        Map<String, Object> settings = new HashMap<>(setup().settings(SESSIONS, MARK, LIMIT));
        settings.putAll(setup().setting(does));
        return opened(settings, Turns.byHand(), Turns.byHand());
    }

    private SessionBench opened(Map<String, ?> settings, Turns workers, Turns blocking) {
        SessionBench made = new SessionBench(setup().newProvider(), settings, workers, blocking, setup().patience());
        bench = made;
        return made;
    }

    @AfterEach
    final void finish() {
        if (bench == null) {
            return; // the rule was skipped
        }
        try (SessionBench used = bench) {
            used.finish();
        }
    }
}
