package io.quayside.api.session;

import io.quayside.api.Open;

/**
 * Hears of one session's life; implemented by whoever lets connections in, called by the session layer.
 *
 * <p>The calls come from any thread. A plugin that says {@code established} while the session ends may be heard after
 * {@code over}.
 *
 * @since 0.1
 */
@Open
public interface SessionWatch {
    /** Hears of nothing. */
    SessionWatch NOBODY = new SessionWatch() {
        @Override
        public void established() {}

        @Override
        public void over(CloseReason reason) {}
    };

    /** The plugin has {@linkplain Session#established() said} that the peer is who it has to be; at most once. */
    void established();

    /** The session has ended, and its slot is free: the last thing that happens to it. Once. */
    void over(CloseReason reason);
}
