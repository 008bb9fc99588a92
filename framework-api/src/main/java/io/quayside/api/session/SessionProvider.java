package io.quayside.api.session;

import io.quayside.api.Open;

/**
 * Found by ServiceLoader; cheap to construct, touches nothing until {@link #open} is called.
 *
 * @since 0.1
 */
@Open
public interface SessionProvider {
    /** The name that configurations choose this session layer by. */
    String id();

    /** One line for listings. */
    String description();

    /** Opens the session layer of one endpoint; called once for each, at the start. */
    <M> SessionLayer<M> open(SessionParts<M> parts);
}
