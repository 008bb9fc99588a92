package io.quayside.tck.session;

import io.quayside.api.Stable;
import java.time.Duration;
import java.util.Map;

/**
 * What a session layer may do and another may not, since it is a setting; a rule that needs it is skipped without.
 *
 * @since 0.1
 */
@Stable
public enum SessionCapability {
    /** Calls {@code idle} of a session that nothing came for in so long. */
    IDLE_TIMEOUT("idle-timeout", "10s"),
    /** Cuts off a session that takes so long to close. */
    CLOSE_TIMEOUT("close-timeout", "10s"),
    /** Closes a session of which a frame was begun so long ago and isn't all here. */
    FRAME_TIMEOUT("frame-timeout", "10s"),
    /** Cuts off a session whose peer took nothing for so long of what waits for it. */
    STALL_TIMEOUT("stall-timeout", "10s"),
    /** At the bound the oldest of what waits is dropped, and not the send refused. */
    DROP_OLDEST("outbound-policy", "drop-oldest"),
    /** At the bound the session is cut off. */
    CLOSE_AT_THE_BOUND("outbound-policy", "close");

    /** How long each of these time-outs is. */
    public static final Duration TIME_OUT = Duration.ofSeconds(10);

    private final String key;
    private final String value;

    SessionCapability(String key, String value) {
        this.key = key;
        this.value = value;
    }

    /** The setting that the configuration has for it. */
    public Map<String, ?> setting() {
        return Map.of(key, value);
    }
}
