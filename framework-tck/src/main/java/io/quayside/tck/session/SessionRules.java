package io.quayside.tck.session;

import io.quayside.api.session.SessionProvider;
import io.quayside.tck.PromiseReport;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What each group of rules starts from: a session layer of which nothing is in use. After each rule the connections are
 * closed, and whatever the rule was about: every session must have been told opened and closed once, callbacks must not have
 * overlapped, and every context and slot must be back (P3).
 */
@ExtendWith(PromiseReport.class)
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class SessionRules {
    /** How many sessions there may be at once. */
    static final int SESSIONS = 8;

    /** From more than so many bytes of contexts on, a peer is congested. */
    static final int MARK = 8 << 10;

    /** With so many bytes of contexts waiting, sends are refused. */
    static final int LIMIT = 16 << 10;

    /** More than may ever be taken for one peer. */
    static final int MANY = 1_000;

    private @Nullable SessionBench bench;

    /** For subclasses. */
    protected SessionRules() {}

    /** The session layer's provider; asked once for each rule. */
    protected abstract SessionProvider newProvider();

    /**
     * The settings of a layer with these bounds, and with nothing in it that ends sessions by the clock within seconds. The
     * policy at the bound is to refuse.
     *
     * @param sessions how many sessions there may be at once
     * @param congested bytes that wait for a peer, above which a send tells of congestion
     * @param limit bytes that wait for a peer, from which on sends are refused
     */
    protected Map<String, ?> settings(int sessions, long congested, long limit) {
        return Map.of("limit", sessions, "outbound-congested", congested, "outbound-limit", limit);
    }

    /** How long something may take that has to happen, between threads. */
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }

    /** The layer of this rule, on the rule's thread unless asked for on threads before. */
    final SessionBench bench() {
        return bench == null ? opened(SESSIONS, Turns.byHand(), Turns.byHand()) : bench;
    }

    /** A layer for few sessions. */
    final SessionBench benchFor(int sessions) {
        return opened(sessions, Turns.byHand(), Turns.byHand());
    }

    /** A layer on threads. */
    final SessionBench benchOnThreads() {
        return opened(SESSIONS, Turns.threads(4), Turns.threads(2));
    }

    private SessionBench opened(int sessions, Turns workers, Turns blocking) {
        SessionBench made =
                new SessionBench(newProvider(), settings(sessions, MARK, LIMIT), workers, blocking, patience());
        bench = made;
        return made;
    }

    @AfterEach
    final void finish() {
        try (SessionBench used = bench()) {
            used.finish();
        }
    }
}
