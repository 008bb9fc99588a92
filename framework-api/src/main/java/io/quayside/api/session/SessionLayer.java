package io.quayside.api.session;

import io.quayside.api.Open;
import io.quayside.api.pool.PoolStatistics;
import io.quayside.api.transport.Connection;
import org.jspecify.annotations.Nullable;

/**
 * What stands between one endpoint's connections and its plugin; implemented by session authors, called by the framework.
 *
 * <ul>
 *   <li>S1: a session's callbacks never overlap, and each sees what the one before it wrote.
 *   <li>S2: opened, then messages, then closed: opened and closed exactly once.
 *   <li>S3: send never blocks and never throws for the network's reasons: its result tells.
 *   <li>S4: what one thread sends arrives in that order, whole.
 *   <li>S5: outbound bytes are bounded; the policy at the bound is the endpoint's setting.
 *   <li>S6: the handle of a closed session stays closed for good, though its slot is in use again.
 *   <li>S7: a group send encodes once, whatever the number of members, and one slow member delays no other.
 *   <li>S8: work that blocks can run off the workers, in session order, without stopping anyone else.
 *   <li>S9: who pauses receiving is handed no message until it is resumed, and then all of them in order.
 *   <li>S10: the output can end first: what was taken before is sent, nothing is taken afterwards, messages still come.
 * </ul>
 *
 * @param <M> the type of the messages
 * @since 0.1
 */
@Open
public interface SessionLayer<M> {
    /**
     * Opens a session on a connection that is not started yet, starts it and posts its first receive.
     *
     * @param watch is told of the session's life
     * @return the session; or null when none is free: the connection is untouched and still the caller's, and the watch hears
     *     nothing
     */
    @Nullable Session<M> attach(Connection connection, SessionWatch watch);

    /** As {@link #attach(Connection, SessionWatch)}, for whom the session's life is of no interest. */
    default @Nullable Session<M> attach(Connection connection) {
        return attach(connection, SessionWatch.NOBODY);
    }

    /** The sessions there are. */
    Sessions<M> sessions();

    /** The figures of the pool of session slots. */
    PoolStatistics statistics();

    /** Called by the server a few times a second, on a worker or timer thread: looks for idle and overdue sessions. */
    void tick();

    /**
     * Lets no session in any more and closes those there are, each after what waits to be sent to it has been sent. Returns
     * at once; {@code Sessions.count} falls to zero as they end.
     */
    void drain();

    /**
     * As {@link #drain()}, with a line that tells the operator why; a layer that keeps no such line does as when the server
     * stops.
     */
    default void drain(String why) {
        drain();
    }

    /** Ends the sessions that are left at once; what waits to be sent to them is dropped. Called after drain. */
    void cut();

    /** How many sessions were ended before what waited for them was sent, since the start. */
    long cutSessions();

    /** The bytes that waited for those. */
    long cutBytes();
}
