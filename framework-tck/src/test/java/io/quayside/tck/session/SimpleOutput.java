package io.quayside.tck.session;

import io.quayside.api.pool.IoContext;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.SendResult;
import io.quayside.api.transport.Connection;
import io.quayside.tck.session.SimpleSessions.Policy;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What waits for one peer. Its lock guards everything; who is told of something only adds a step to the session's strand. */
final class SimpleOutput<M> {
    private final SimpleSessions<M> layer;
    private final Connection connection;
    private final SimpleSession<M> session;
    private final Deque<IoContext> waiting = new ArrayDeque<>();
    private int inFlight;
    private long memory;
    private long bytes;
    private boolean congested;
    private boolean closing;
    private boolean over;

    SimpleOutput(SimpleSessions<M> layer, Connection connection, SimpleSession<M> session) {
        this.layer = layer;
        this.connection = connection;
        this.session = session;
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized SendResult send(int size, boolean toGroup, boolean inCallback, Consumer<ByteBuffer> encode) {
        if (closing && !has(SessionFault.TAKES_AFTER_THE_CLOSE)) {
            return SendResult.CLOSED;
        }
        if (isAtLimit(size, toGroup, inCallback) && !isMadeRoom()) {
            return has(SessionFault.DROPS_AT_THE_LIMIT) ? SendResult.QUEUED : SendResult.REFUSED;
        }
        IoContext context = layer.parts.contexts().acquire(size);
        if (context == null) {
            if (has(SessionFault.THROWS_WITHOUT_CONTEXTS)) {
                throw new IllegalStateException("no context");
            }
            return SendResult.REFUSED;
        }
        encode.accept(context.buffer());
        context.buffer().flip();
        memory += weight(context);
        bytes += context.buffer().limit();
        if (has(SessionFault.SENDS_THE_LATEST_FIRST)) {
            waiting.addFirst(context);
        } else {
            waiting.addLast(context);
        }
        pump();
        if (memory > layer.mark && !has(SessionFault.TELLS_NO_CONGESTION)) {
            congested = true;
        }
        return congested && memory > layer.mark ? SendResult.CONGESTED : SendResult.QUEUED;
    }

    /** Does what the policy says at the limit; whether there is room then. */
    private boolean isMadeRoom() {
        if (layer.policy == Policy.CLOSE && !has(SessionFault.REFUSES_INSTEAD_OF_CUTTING_OFF)) {
            session.abort(new CloseReason(Kind.CONGESTED, "at the limit", null));
        }
        while (layer.policy == Policy.DROP_OLDEST && memory >= layer.limit && !waiting.isEmpty()) {
            gone(has(SessionFault.DROPS_THE_LATEST) ? waiting.removeLast() : waiting.remove());
        }
        return layer.policy == Policy.DROP_OLDEST;
    }

    private boolean isAtLimit(int size, boolean toGroup, boolean inCallback) {
        if (has(SessionFault.BOUNDS_NOTHING)
                || (has(SessionFault.BOUNDS_SMALL_MESSAGES_ONLY) && size > 1_000)
                || (has(SessionFault.BOUNDS_NO_GROUPS) && toGroup)
                || (has(SessionFault.BOUNDS_NO_CALLBACKS) && inCallback)) {
            return false;
        }
        long counted = has(SessionFault.ONE_BOUND_FOR_ALL)
                ? layer.parts.contexts().statistics().inUse() * 512L
                : memory;
        while (has(SessionFault.BLOCKS_AT_THE_LIMIT) && counted >= layer.limit) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
        }
        return counted >= layer.limit;
    }

    private long weight(IoContext context) {
        return has(SessionFault.COUNTS_BYTES_ONLY)
                ? context.buffer().limit()
                : context.buffer().capacity();
    }

    private void pump() {
        if (inFlight > 0 || waiting.isEmpty()) {
            return;
        }
        IoContext first = waiting.remove();
        inFlight = 1;
        if (!connection.send(first)) {
            waiting.addFirst(first); // until over
            inFlight = 0;
        }
    }

    synchronized void sent(IoContext context) {
        inFlight--;
        gone(context);
        session.tookSome();
        pump();
        long enough = has(SessionFault.IS_WRITABLE_TOO_EARLY) ? layer.mark - 1 : layer.mark / 2;
        if (congested && memory <= enough) {
            congested = false;
            if (!has(SessionFault.FORGETS_WRITABLE)) {
                session.relieved();
            }
        }
        tellWhenDrained();
    }

    synchronized void failed(IoContext context) {
        inFlight--;
        if (!has(SessionFault.LEAKS_FAILED_SENDS)) {
            gone(context);
        }
    }

    private void gone(IoContext context) {
        memory -= weight(context);
        bytes -= context.buffer().limit();
        context.release();
    }

    /** Takes no more, and says when all that was taken is sent. */
    synchronized void finish() {
        if (has(SessionFault.DROPS_ON_CLOSE)) {
            drop();
            inFlight = 0;
        }
        closing = true;
        tellWhenDrained();
    }

    synchronized void refuse() {
        closing = true;
    }

    private void tellWhenDrained() {
        if (closing && inFlight == 0 && waiting.isEmpty() && !over) {
            session.drained();
        }
    }

    /** The connection is closed. */
    synchronized void over() {
        closing = true;
        over = true;
        drop();
    }

    private void drop() {
        for (@Nullable IoContext each = waiting.poll(); each != null; each = waiting.poll()) {
            gone(each);
        }
    }

    private boolean has(SessionFault asked) {
        return layer.has(asked);
    }
}
