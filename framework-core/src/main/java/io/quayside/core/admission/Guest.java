package io.quayside.core.admission;

import io.quayside.api.session.CloseReason;
import io.quayside.api.session.SessionWatch;
import io.quayside.api.transport.Connection;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * One accepted connection, from the door to its end: what admission has to remember of it.
 *
 * <p>{@code handshaking}, {@code place} and {@code since} are written under the line's lock; a place is told without it, and may
 * be an older one.
 */
final class Guest implements SessionWatch {
    final Connection connection;
    final @Nullable InetAddress address;
    private final Admission<?> admission;
    private @Nullable WaitingConnection waiting;
    boolean handshaking;
    long since;
    int place;

    Guest(Connection connection, @Nullable InetAddress address, Admission<?> admission) {
        this.connection = connection;
        this.address = address;
        this.admission = admission;
    }

    /** The connection as its session is to see it. */
    Connection forSession() {
        WaitingConnection waited = waiting;
        return waited == null ? connection : waited;
    }

    @Nullable WaitingConnection waiting() {
        return waiting;
    }

    /** It was let in at once. */
    void waitsNot() {
        waiting = null;
    }

    /** Before it is put in the line. */
    void waitsAs(WaitingConnection connection) {
        waiting = connection;
    }

    @Override
    public void established() {
        admission.established(this);
    }

    @Override
    public void over(CloseReason reason) {
        admission.over(this, reason);
    }
}
