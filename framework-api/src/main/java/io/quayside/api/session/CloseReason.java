package io.quayside.api.session;

import static java.util.Objects.requireNonNull;

import io.quayside.api.Stable;
import org.jspecify.annotations.Nullable;

/**
 * Why a session ended.
 *
 * @param kind the kind of end
 * @param detail one line for the operator's log
 * @param cause what was thrown, where something was
 * @since 0.1
 */
@Stable
public record CloseReason(
        Kind kind, String detail, @Nullable Throwable cause) {
    /** Rejects null kinds and details. */
    public CloseReason {
        requireNonNull(kind, "kind");
        requireNonNull(detail, "detail");
    }

    /** The kinds of end. */
    public enum Kind {
        /** The peer ended its stream, and all that was to be sent was sent. */
        PEER_CLOSED,
        /** The connection broke: reset, timed out, unreachable. */
        CONNECTION_LOST,
        /** The plugin closed the session. */
        PLUGIN_CLOSED,
        /** Nothing came for the endpoint's idle time, or a frame that had begun wasn't finished in time. */
        IDLE,
        /** The peer didn't read what was to be sent to it, and the endpoint's policy is to close. */
        CONGESTED,
        /** The peer's bytes were no message (C5). */
        CODEC_ERROR,
        /** A callback of the plugin threw (G3). */
        PLUGIN_ERROR,
        /** The server or client is stopping. */
        SHUTDOWN
    }

    @Override
    public String toString() {
        return cause == null ? kind + " (" + detail + ")" : kind + " (" + detail + ": " + cause + ")";
    }
}
