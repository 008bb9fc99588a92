package io.quayside.transport.uring;

import io.quayside.api.pool.IoContext;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Contexts that other threads have posted in one direction of a connection, until its worker takes them.
 *
 * <p><b>Concurrency.</b> A stack that is pushed by CAS, a whole chain at a time, and taken as a whole by the worker, which
 * also closes it for good. Taking hands over what the posters wrote.
 *
 * <pre>
 *   empty ---- offer ----> contexts, the newest in front ---- take ----> empty
 *     |                        |
 *     +-------- close ---------+----> CLOSED: offers are refused
 * </pre>
 */
final class PostStack {
    private static final IoContext CLOSED = new IoContext(context -> {}, -1, ByteBuffer.allocate(0));
    private static final VarHandle NEWEST;

    static {
        try {
            NEWEST = MethodHandles.lookup().findVarHandle(PostStack.class, "newest", IoContext.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile @Nullable IoContext newest;

    /** Offers a chain; on false it is on return as it was. */
    boolean offer(IoContext chain) {
        IoContext front = reversed(chain);
        while (true) {
            IoContext seen = newest;
            if (seen == CLOSED) {
                chain.next(null); // a try before may have chained contexts of others behind it
                reversed(front);
                return false;
            }
            chain.next(seen);
            if (NEWEST.compareAndSet(this, seen, front)) {
                return true;
            }
        }
    }

    /** For the worker: what was offered since it last took, the first in front; null when that is nothing. */
    @Nullable IoContext take() {
        IoContext seen = newest;
        return seen == null || seen == CLOSED ? null : chain((IoContext) NEWEST.getAndSet(this, (IoContext) null));
    }

    /** For the worker: refuses offers from now on; answers what was offered until then. */
    @Nullable IoContext close() {
        IoContext seen = newest;
        return seen == CLOSED ? null : chain((IoContext) NEWEST.getAndSet(this, CLOSED));
    }

    private static @Nullable IoContext chain(@Nullable IoContext taken) {
        return taken == null ? null : reversed(taken);
    }

    /** Turns a chain around; answers its new front. */
    private static IoContext reversed(IoContext chain) {
        IoContext turned = chain;
        IoContext rest = chain.next();
        chain.next(null);
        while (rest != null) {
            IoContext next = rest.next();
            rest.next(turned);
            turned = rest;
            rest = next;
        }
        return turned;
    }
}
