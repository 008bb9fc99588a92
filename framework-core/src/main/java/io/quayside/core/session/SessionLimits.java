package io.quayside.core.session;

import io.quayside.api.Settings;
import java.time.Duration;

/**
 * The bounds of an endpoint's sessions; what an endpoint's settings say of them.
 *
 * @param sessions {@code limit}: how many sessions there may be at once
 * @param idleNanos {@code idle-timeout}: nothing received for so long calls the plugin's {@code idle}; 0 is never
 * @param closeNanos {@code close-timeout}: how long a closing session may take to send what waits and to hear from its peer
 * @param frameNanos {@code frame-timeout}: a frame that isn't all here for so long ends its session; 0 is never
 * @param stallNanos {@code stall-timeout}: a peer that takes nothing of what waits for it for so long is cut off; 0 is never
 * @param outboundLimit {@code outbound-limit}: bytes of contexts that may wait for one peer before sends are refused
 * @param congestionMark {@code outbound-congested}: with more bytes of contexts waiting for it, a peer is congested
 * @param pausesCongested unless {@code receive-while-congested}: nothing is received from a peer while it is congested
 * @param policy {@code outbound-policy}: what happens at the limit
 * @param largestReceive {@code receive-limit}: bytes of the largest context for receiving what isn't one large frame
 */
record SessionLimits(
        int sessions,
        long idleNanos,
        long closeNanos,
        long frameNanos,
        long stallNanos,
        long outboundLimit,
        long congestionMark,
        boolean pausesCongested,
        Policy policy,
        int largestReceive) {

    /** What happens to a send when {@code outbound-limit} bytes wait already. */
    enum Policy {
        /** The send is refused, and the sender sees that. */
        REFUSE,
        /** The oldest that isn't under way is dropped. */
        DROP_OLDEST,
        /** The session is cut off. */
        CLOSE
    }

    /** The memory of what waits from which on a send is refused; the largest number where none is. */
    long refusedFrom() {
        return policy == Policy.DROP_OLDEST ? Long.MAX_VALUE : outboundLimit;
    }

    static SessionLimits from(Settings settings) {
        long outbound = settings.bytes("outbound-limit", 1 << 20, 1024, 1 << 30);
        return new SessionLimits(
                settings.integer("limit", 10_000, 1, 1 << 24),
                nanos(settings, "idle-timeout", Duration.ofMinutes(10)),
                nanos(settings, "close-timeout", Duration.ofSeconds(5)),
                nanos(settings, "frame-timeout", Duration.ofMinutes(2)),
                nanos(settings, "stall-timeout", Duration.ofMinutes(1)),
                outbound,
                settings.bytes("outbound-congested", outbound / 2, 1, outbound),
                !settings.flag("receive-while-congested", false),
                settings.choice("outbound-policy", Policy.class, Policy.REFUSE),
                (int) settings.bytes("receive-limit", 32 << 10, 512, 1 << 24));
    }

    private static long nanos(Settings settings, String key, Duration otherwise) {
        return settings.duration(key, otherwise).toNanos();
    }
}
