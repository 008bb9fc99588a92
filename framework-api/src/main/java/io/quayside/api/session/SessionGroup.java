package io.quayside.api.session;

import io.quayside.api.Stable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A set of sessions to send the same message to; called by plugins from any thread, implemented by the framework. A
 * session that closes leaves its groups by itself.
 *
 * @param <M> the type of the messages
 * @since 0.1
 */
@Stable
public interface SessionGroup<M> {
    /** Adds a session; false when it was in already or is closed. */
    boolean add(Session<M> session);

    /** Removes a session; false when it was not in. */
    boolean remove(Session<M> session);

    /** Whether the session is in. */
    boolean contains(Session<M> session);

    /** The number of members. */
    int size();

    /** Shows each member; one that comes or goes meanwhile is shown or not. */
    void forEach(Consumer<? super Session<M>> action);

    /**
     * Encodes a message once and queues it for every member (S7); a member that is congested to its bound or closed is
     * passed over and delays no other.
     *
     * @return the number of members that it was queued for
     */
    default int send(M message) {
        return send(message, null);
    }

    /**
     * As {@link #send(Object)}, for every member but one.
     *
     * @param except who is not sent to; null for nobody
     */
    int send(M message, @Nullable Session<M> except);
}
