package io.quayside.transport.uring;

import io.quayside.api.pool.IoContext;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Contexts that other threads leave for a worker, until it takes them: those that they post in one direction of a connection,
 * and those that they release.
 *
 * <p><b>Concurrency.</b> A stack that is pushed by CAS, a whole chain at a time, and taken as a whole by the worker, which
 * also closes it for good. Taking hands over what the posters wrote.
 *
 * <pre>
 *   empty ---- offer ----> contexts, the newest in front ---- take ----> empty
 *     |                        |
 *     +-------- close ---------+----> CLOSED: offers are refused
 * </pre>
 *
 * <p>{@link Unlent#ALONE} is only ever in an empty stack: pushed on others, or with others pushed on it, another stands in its
 * place.
 */
class PostStack {
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

    /** Offers a chain, or {@link Unlent#ALONE}; on false it is on return as it was. */
    final boolean offer(IoContext chain) {
        IoContext last = chain;
        IoContext front = chain == Unlent.ALONE ? chain : reversed(chain);
        while (true) {
            IoContext seen = newest;
            if (seen == CLOSED) {
                if (chain != Unlent.ALONE) {
                    chain.next(null); // a try before may have chained contexts of others behind it
                    reversed(front);
                }
                return false;
            }
            if (seen != null && last == Unlent.ALONE) {
                last = Unlent.own();
                front = last;
            }
            if (last != Unlent.ALONE) {
                last.next(seen == Unlent.ALONE ? Unlent.own() : seen);
            }
            if (NEWEST.compareAndSet(this, seen, front)) {
                return true;
            }
        }
    }

    /** For the worker: what was offered since it last took, the first in front; null when that is nothing. */
    final @Nullable IoContext take() {
        IoContext seen = newest;
        return seen == null || seen == CLOSED ? null : chain((IoContext) NEWEST.getAndSet(this, (IoContext) null));
    }

    /** For the worker: refuses offers from now on; answers what was offered until then. */
    final @Nullable IoContext close() {
        IoContext seen = newest;
        return seen == CLOSED ? null : chain((IoContext) NEWEST.getAndSet(this, CLOSED));
    }

    private static @Nullable IoContext chain(@Nullable IoContext taken) {
        return taken == null || taken == Unlent.ALONE ? taken : reversed(taken);
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
