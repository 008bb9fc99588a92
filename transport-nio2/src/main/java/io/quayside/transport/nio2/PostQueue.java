package io.quayside.transport.nio2;

import io.quayside.api.pool.IoContext;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What is posted in one direction of a connection, and the right to carry it out: any thread offers, and at most one at a
 * time owns the direction and takes.
 *
 * <p><b>Concurrency.</b> One word, moved by CAS, says both, so that an idle direction is taken with a single one:
 *
 * <pre>
 *                 offer: the offerer owns it                 offer
 *        FREE ----------------------------------> OWNED -------------------> contexts, the newest in front
 *         | ^                                     |   ^                           |         |
 *         | +-- takeOrRelease: nothing offered ---+   +----------- take ----------+         |
 *         |                                       |                                         |
 *         | closeIfFree                           +------------ close ----------------------+
 *         v                                                       v
 *      CLOSED ==================== release ============== CLOSED_OWNED
 *
 *      FREE, CLOSED -- endIfFree -- ENDED -- end -- OWNED, contexts, CLOSED_OWNED
 * </pre>
 *
 * <p>From the CLOSED states and from ENDED, offers are refused; ENDED is for good. Taking hands over what the offerers
 * wrote, and every change of owner goes through the word or through the channel, so what belongs to the owner needs no
 * synchronization of its own.
 */
class PostQueue {
    /** What became of an offer. */
    enum Offer {
        /** The contexts are still the caller's. */
        REFUSED,
        /** The owner will take them. */
        QUEUED,
        /** The caller owns the direction from now on, and holds the contexts. */
        OWNED
    }

    private static final IoContext FREE = marker();
    private static final IoContext OWNED = marker();
    private static final IoContext CLOSED_OWNED = marker();
    private static final IoContext CLOSED = marker();
    private static final IoContext ENDED = marker();

    private static final VarHandle HEAD;

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(PostQueue.class, "head", IoContext.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile IoContext head = FREE;

    private static IoContext marker() {
        return new IoContext(context -> {}, -1, ByteBuffer.allocate(0));
    }

    /** Offers contexts, the first in front; unless QUEUED, the chain is on return as it was. */
    final Offer offer(IoContext chain) {
        if (HEAD.compareAndSet(this, FREE, OWNED)) {
            return Offer.OWNED;
        }
        IoContext newest = reversed(chain);
        Offer outcome = push(newest, chain);
        if (outcome != Offer.QUEUED) {
            chain.next(null); // a try before may have chained contexts of others behind it
            reversed(newest);
        }
        return outcome;
    }

    private Offer push(IoContext newest, IoContext oldest) {
        while (true) {
            IoContext seen = head;
            if (seen == CLOSED_OWNED || seen == CLOSED || seen == ENDED) {
                return Offer.REFUSED;
            }
            oldest.next(seen == FREE || seen == OWNED ? null : seen);
            if (HEAD.compareAndSet(this, seen, seen == FREE ? OWNED : newest)) {
                return seen == FREE ? Offer.OWNED : Offer.QUEUED;
            }
        }
    }

    /** For the owner: what was offered since it last took, the first in front; null when that is nothing. */
    final @Nullable IoContext take() {
        return isMarker(head) ? null : chain(OWNED);
    }

    /** For the owner: as {@link #take}, but when nothing was offered the direction is free on return. */
    final @Nullable IoContext takeOrRelease() {
        return HEAD.compareAndSet(this, OWNED, FREE) ? null : chain(OWNED);
    }

    /** For the owner: refuses further offers; answers what was offered until then. */
    final @Nullable IoContext close() {
        return chain(CLOSED_OWNED);
    }

    /** For the owner, after {@link #close}: owns the direction no longer. */
    final void release() {
        head = CLOSED;
    }

    /** Refuses further offers if nobody owns the direction and nobody has closed it; true when this call did it. */
    final boolean closeIfFree() {
        return HEAD.compareAndSet(this, FREE, CLOSED);
    }

    /** For the owner: the last thing it does; answers what was offered until then. */
    final @Nullable IoContext end() {
        return chain(ENDED);
    }

    /** Ends if nobody owns the direction; true when this call did it. */
    final boolean endIfFree() {
        return HEAD.compareAndSet(this, FREE, ENDED) || HEAD.compareAndSet(this, CLOSED, ENDED);
    }

    private @Nullable IoContext chain(IoContext successor) {
        IoContext taken = (IoContext) HEAD.getAndSet(this, successor);
        return isMarker(taken) ? null : reversed(taken);
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

    private static boolean isMarker(IoContext context) {
        return context == OWNED || context == CLOSED_OWNED || context == FREE || context == CLOSED || context == ENDED;
    }
}
