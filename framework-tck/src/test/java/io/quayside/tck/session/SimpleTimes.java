package io.quayside.tck.session;

import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Since when one session is silent, stalled, amid a frame or closing, and what is done when that is too long. */
final class SimpleTimes<M> {
    private final SimpleSessions<M> layer;
    private final SimpleSession<M> session;
    private long received;
    private long sent;
    private @Nullable Long frameBegan;
    private @Nullable Long closing;
    private boolean allSent;

    SimpleTimes(SimpleSessions<M> layer, SimpleSession<M> session) {
        this.layer = layer;
        this.session = session;
        this.received = now();
        this.sent = now();
    }

    private long now() {
        return layer.parts.time().nanoTime();
    }

    synchronized void received() {
        if (!layer.has(SessionFault.COUNTS_SILENCE_FROM_THE_START)) {
            received = now();
        }
    }

    synchronized void sent() {
        if (!layer.has(SessionFault.CUTS_OFF_WHO_TAKES_A_BIT)) {
            sent = now();
        }
    }

    /** What is left when all whole frames were taken is the beginning of one, or isn't. */
    synchronized void left(boolean beginning, boolean tookSome) {
        if (tookSome || !beginning) {
            frameBegan = null;
        }
        if (beginning && (frameBegan == null || layer.has(SessionFault.LETS_DRIP))) {
            frameBegan = now();
        }
    }

    synchronized void closing() {
        closing = now();
    }

    synchronized void allSent() {
        allSent = true;
    }

    /** Does what is overdue, under no lock. */
    void tick() {
        long queued = session.queuedBytes();
        (session.isOpen() ? due(queued) : dueOfTheClose(queued)).forEach(Runnable::run);
    }

    private synchronized List<Runnable> due(long queued) {
        List<Runnable> due = new ArrayList<>();
        if (queued == 0) {
            sent = now();
        } else if (isOver(layer.stall, sent) && !layer.has(SessionFault.KEEPS_WHO_TAKES_NOTHING)) {
            due.add(() -> session.abort(new CloseReason(Kind.CONGESTED, "takes nothing", null)));
        }
        if (isOver(layer.idle, received)) {
            received = layer.has(SessionFault.CALLS_IDLE_ONCE) ? Long.MAX_VALUE : now();
            due.add(session::idle);
        }
        if (frameBegan != null && isOver(layer.frame, frameBegan)) {
            due.add(() -> session.close(new CloseReason(Kind.IDLE, "a frame took too long", null)));
        }
        return due;
    }

    private synchronized List<Runnable> dueOfTheClose(long queued) {
        boolean over = closing != null && (isOver(layer.close, closing) || layer.has(SessionFault.CUTS_OFF_AT_ONCE));
        if (!over || layer.has(SessionFault.CLOSES_FOR_EVER)) {
            return List.of();
        }
        closing = null;
        if (!allSent || layer.has(SessionFault.COUNTS_EVERY_END_AS_CUT)) {
            layer.cut(queued);
        }
        return List.of(session::cut);
    }

    private boolean isOver(long time, long since) {
        return time > 0 && since != Long.MAX_VALUE && now() - since > time;
    }
}
