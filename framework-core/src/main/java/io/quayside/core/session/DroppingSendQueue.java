package io.quayside.core.session;

import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.Connection;
import org.jspecify.annotations.Nullable;

/**
 * A send queue that keeps what waits below a limit: when an offer exceeds it, the oldest contexts that aren't posted yet are
 * dropped, some more than necessary, so that not every offer has to. What is newest always stays.
 *
 * <p><b>Concurrency.</b> What is about to be posted or dropped stands in {@code front}, the oldest first, in which offers
 * don't appear before the stack is turned around onto it. Whoever takes from it, turns the stack, or stops draining holds this
 * object's lock, under which nobody is called; so each context is turned once, and taken once. While {@code front} holds
 * something, the queue isn't idle. Few contexts are posted at a time, because what is posted can't be dropped.
 */
final class DroppingSendQueue extends SendQueue {
    private static final int POSTED_AT_ONCE = 16;

    private final long limit;
    private @Nullable IoContext front;

    /** {@code limit} is for the memory of what waits, in bytes. */
    DroppingSendQueue(Connection connection, Watcher watcher, long congestionMark, long limit) {
        super(connection, watcher, congestionMark);
        this.limit = limit;
    }

    @Override
    boolean offer(IoContext first) {
        return enqueue(first); // never all of it at once
    }

    @Override
    IoContext push(IoContext newest, IoContext oldest) {
        IoContext seen = super.push(newest, oldest);
        if (memory(waiting()) > limit) {
            forget(tooOld());
        }
        return seen;
    }

    @Override
    synchronized @Nullable IoContext next() {
        long most = limit / 4;
        IoContext first = oldest();
        IoContext last = first;
        long memory = 0;
        for (int i = 0; last != null && i < POSTED_AT_ONCE - 1; i++) {
            memory += memory(load(last));
            IoContext next = last.next();
            if (next == null || memory + memory(load(next)) > most) {
                break;
            }
            last = next;
        }
        cutBehind(last);
        return first;
    }

    @Override
    synchronized boolean rest() {
        return front == null && super.rest();
    }

    @Override
    void terminate() {
        IoContext stack;
        IoContext older;
        synchronized (this) {
            stack = close();
            older = front;
            front = null;
        }
        drop(older);
        drop(stack);
    }

    /** What waits longest, with those behind it that were turned around together with it. */
    private @Nullable IoContext oldest() {
        if (front == null) {
            front = super.next();
        }
        return front;
    }

    /** Ends the chain at the front behind one of its contexts; the rest is the new front. */
    private void cutBehind(@Nullable IoContext last) {
        if (last != null) {
            front = last.next();
            last.next(null);
        }
    }

    /** Takes the oldest out until what waits is below the limit, and an eighth more; null when nothing is too old. */
    private synchronized @Nullable IoContext tooOld() {
        long excess = memory(waiting()) - limit;
        IoContext first = null;
        IoContext last = null;
        for (long found = 0; excess > 0 && found < excess + limit / 8; ) {
            IoContext each = oldest();
            if (each == null || (each.next() == null && !hasNewer())) {
                break;
            }
            cutBehind(each);
            found += memory(load(each));
            withdrawSilently(load(each)); // now, or the next offer would drop for it as well
            if (last == null) {
                first = each;
            } else {
                last.next(each);
            }
            last = each;
        }
        return first;
    }

    private void forget(@Nullable IoContext first) {
        IoContext context = first;
        while (context != null) {
            IoContext next = context.next();
            watcher().dropped(context.buffer().limit());
            context.release();
            context = next;
        }
        relieve();
    }
}
