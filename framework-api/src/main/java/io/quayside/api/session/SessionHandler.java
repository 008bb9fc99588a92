package io.quayside.api.session;

/**
 * What to do with a session's events; implemented by plugins and by users of the client, called on workers.
 *
 * <p>One session's callbacks never overlap, and each sees what the one before it wrote (S1); they come in the order opened,
 * then anything else, then closed, with opened and closed exactly once (S2). Callbacks of different sessions run at the
 * same time. A callback doesn't block; what has to is {@linkplain Session#offload offloaded}. One that throws closes its
 * session and no other (G3).
 *
 * @param <M> the type of the messages
 */
public interface SessionHandler<M> {
    /** The session is open; nothing was received yet. */
    default void opened(Session<M> session) {}

    /** A message came. It may refer to the receive buffer: it is valid until this callback returns. */
    void message(Session<M> session, M message);

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
