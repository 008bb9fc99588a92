package io.quayside.core.session;

import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How long a session has been quiet, stalled or closing, and what is done when that is too long.
 *
 * <p>Times are the layer's, in nanoseconds, exact to a tick. What the session itself spends in something that blocks isn't its
 * peer's doing: nothing is overdue meanwhile but what the peer doesn't take.
 *
 * <p><b>Concurrency.</b> Workers write the times, the tick reads them. Nothing is published with the first three, so they are
 * opaque: they cost a plain store for each receive and send.
 */
final class Timeouts {
    private static final VarHandle LISTENS_SINCE;
    private static final VarHandle LAST_SENT;
    private static final VarHandle FRAME_SINCE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            LISTENS_SINCE = lookup.findVarHandle(Timeouts.class, "listensSince", long.class);
            LAST_SENT = lookup.findVarHandle(Timeouts.class, "lastSent", long.class);
            FRAME_SINCE = lookup.findVarHandle(Timeouts.class, "frameSince", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final StandardSession<?> session;
    private final SessionLimits limits;

    @SuppressWarnings("UnusedVariable") // through LISTENS_SINCE
    private long listensSince;

    @SuppressWarnings("UnusedVariable") // through LAST_SENT
    private long lastSent;

    /** When the frame that isn't all here began; 0 when there is none, or the server itself keeps it from coming. */
    private long frameSince;

    /** 0 while it isn't closing, and when it was cut. */
    private volatile long closingSince;

    private volatile boolean allSent;
    private boolean cutOff;

    Timeouts(StandardSession<?> session, SessionLimits limits, long now) {
        this.session = session;
        this.limits = limits;
        this.listensSince = now;
        this.lastSent = now;
    }

    /** A receive is posted. */
    void listens(long now) {
        LISTENS_SINCE.setOpaque(this, now);
    }

    void sent(long now) {
        LAST_SENT.setOpaque(this, now);
    }

    /** Bytes of a frame are here, and a receive for the rest is posted. */
    void frameBegan(long now) {
        if (frameSince == 0) {
            FRAME_SINCE.setOpaque(this, now | 1); // which is never 0
        }
    }

    /** There is no such frame, or a whole one came before it. */
    void frameEnded() {
        if (frameSince != 0) {
            FRAME_SINCE.setOpaque(this, 0L);
        }
    }

    /** The server itself was busy from then to now with what may block: neither silence nor a frame's time went on meanwhile. */
    void waited(long since, long now) {
        if (now == since) {
            return;
        }
        LISTENS_SINCE.setOpaque(this, Math.min((long) LISTENS_SINCE.getOpaque(this) - since, 0) + now);
        long began = frameSince;
        if (began != 0) {
            FRAME_SINCE.setOpaque(this, Math.min(began - since, 0) + now | 1);
        }
    }

    /** Somebody closed it, or its events have come to that. */
    void closing(long now) {
        closingSince = now | 1; // which is never 0
    }

    /** All that was to be sent before the close has been. */
    void allSent() {
        allSent = true;
    }

    /** Looks for what is overdue; on the tick's thread. */
    void tick(long now) {
        boolean blocked = session.isBlocked();
        if (session.isOpen()) {
            lookForStall(now);
            if (!blocked) {
                lookForSilence(now);
                lookForDripping(now);
            }
            return;
        }
        long since = closingSince;
        if (since != 0 && !blocked && now - since > limits.closeNanos() && !isGivenTheStopDeadline()) {
            cut();
        }
    }

    /** Who has still to be sent something when the server stops: the server cuts it, at its deadline. */
    private boolean isGivenTheStopDeadline() {
        CloseReason why = session.reason();
        return !allSent && why != null && why.kind() == Kind.SHUTDOWN;
    }

    /** Ends a session that took too long to close; what waits to be sent is dropped. */
    void cut() {
        closingSince = 0;
        if (allSent) {
            session.connection().close(); // an abort might overtake what the system has still to deliver
            return;
        }
        if (isFirstCut()) {
            session.layer().counters().cut(session.queuedBytes());
        }
        session.connection().abort();
    }

    private void lookForStall(long now) {
        long queued = session.queuedBytes();
        if (queued == 0) {
            LAST_SENT.setOpaque(this, now);
        } else if (limits.stallNanos() > 0 && now - (long) LAST_SENT.getOpaque(this) > limits.stallNanos()) {
            session.abort(new CloseReason(
                    Kind.CONGESTED, "took no whole message for too long; " + queued + " bytes wait for it", null));
        }
    }

    private void lookForSilence(long now) {
        if (limits.idleNanos() > 0 && now - (long) LISTENS_SINCE.getOpaque(this) > limits.idleNanos()) {
            LISTENS_SINCE.setOpaque(this, now);
            session.signalLater(StandardSession.IDLE);
        }
    }

    /** Somebody who sends a byte now and then is never silent, and would keep a session for ever. */
    private void lookForDripping(long now) {
        long since = (long) FRAME_SINCE.getOpaque(this);
        if (limits.frameNanos() > 0 && since != 0 && now - since > limits.frameNanos()) {
            session.close(new CloseReason(Kind.IDLE, "a frame was begun and not finished in time", null));
        }
    }

    private synchronized boolean isFirstCut() {
        boolean first = !cutOff;
        cutOff = true;
        return first;
    }
}
