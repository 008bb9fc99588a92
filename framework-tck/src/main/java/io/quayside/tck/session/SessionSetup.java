package io.quayside.tck.session;

import io.quayside.api.Open;
import io.quayside.api.session.SessionProvider;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What the rules ask of the author of a session layer: how to open it, and what it can do.
 *
 * @since 0.1
 */
@Open
public abstract class SessionSetup {
    /** For subclasses. */
    protected SessionSetup() {}

    /** The session layer's provider; asked once for each rule. */
    protected abstract SessionProvider newProvider();

    /**
     * The settings of a layer with these bounds, and with nothing in it that ends an open session by the clock within half a
     * minute. The policy at the bound is to refuse. To be overridden where they have other names.
     *
     * @param sessions how many sessions there may be at once
     * @param congested bytes that wait for a peer, above which a send tells of congestion
     * @param limit bytes that wait for a peer, from which on sends are refused
     */
    protected Map<String, ?> settings(int sessions, long congested, long limit) {
        return Map.of("limit", sessions, "outbound-congested", congested, "outbound-limit", limit);
    }

    /** The setting that lets a layer do this, in addition to the others. To be overridden where it has another name. */
    protected Map<String, ?> setting(SessionCapability capability) {
        return capability.setting();
    }

    /** What the layer can do; all, unless overridden. */
    protected Set<SessionCapability> capabilities() {
        return EnumSet.allOf(SessionCapability.class);
    }

    /** How long something may take that has to happen, between threads. */
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }
}
