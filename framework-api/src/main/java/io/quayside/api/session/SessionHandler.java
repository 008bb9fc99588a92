package io.quayside.api.session;

import io.quayside.api.Stable;
import io.quayside.api.codec.CodecException;

/**
 * What to do with a session's events; implemented by plugins and by users of the client, called on workers.
 *
 * <p>One session's callbacks never overlap, and each sees what the one before it wrote (S1); they come in the order opened,
 * then anything else, then closed, with opened and closed exactly once (S2). Callbacks of different sessions run at the
 * same time. One that throws closes its session and no other (G3).
 *
 * <p>A callback doesn't block; what has to is {@linkplain Session#offload offloaded}, or else the class is marked
 * {@link io.quayside.api.plugin.Blocking}, and its callbacks run off the workers (S8).
 *
 * @param <M> the type of the messages
 * @since 0.1
 */
@Stable
public interface SessionHandler<M> {
    /** The session is open; nothing was received yet. */
    default void opened(Session<M> session) {}

    /** A message came. It may refer to the receive buffer: it is valid until this callback returns. */
    void message(Session<M> session, M message);

    /**
     * The peer's bytes are no message (C5), and the session is closed when this returns. A protocol that has a last word for
     * such a peer sends it here: it is sent before the close. Closing here counts as this, too.
     */
    default void malformed(Session<M> session, CodecException cause) {}

    /** After a {@link SendResult#CONGESTED}: no more than half of the congestion mark waits to be sent now. */
    default void writable(Session<M> session) {}

    /** Nothing was received for the endpoint's idle time; called again after each further such time. Closes, unless overridden. */
    default void idle(Session<M> session) {
        session.close("idle");
    }

    /**
     * The peer has ended its stream, and reads on if it can (half-close). Closes, unless overridden: what was queued before
     * is still sent. Whoever overrides it has to close the session later.
     */
    default void endOfStream(Session<M> session) {
        session.close("the peer ended its stream");
    }

    /** The session has ended; nothing comes after this. Sends are refused as closed. */
    default void closed(Session<M> session, CloseReason reason) {}
}
