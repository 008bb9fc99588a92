package io.quayside.transport.uring;

import io.quayside.api.pool.ContextHome;
import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands for a receive that is posted without a context: a context without room. Where such a receive is the only one that is
 * posted, all share one, so that a connection that waits for bytes costs nothing; one of its own is made when it is listed
 * with others, and when nothing came and something has to be handed over.
 */
final class Unlent implements ContextHome {
    private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

    /** Stands alone, is never chained to another nor handed over, and nothing in it ever changes. */
    static final IoContext ALONE = own();

    private final AtomicBoolean released = new AtomicBoolean();

    private Unlent() {}

    /** One that is used once. */
    static IoContext own() {
        IoContext made = new IoContext(new Unlent(), -1, NOTHING);
        made.operation(Operation.RECEIVE);
        return made;
    }

    /** Whether this stands for a receive without a context. */
    static boolean is(IoContext context) {
        return context.buffer().capacity() == 0; // who posts one of those is told so
    }

    @Override
    public void release(IoContext context) {
        if (!released.compareAndSet(false, true)) {
            throw new IllegalStateException(context + " was released already");
        }
        context.reset();
    }

    @Override
    public String toString() {
        return "a receive that brought nothing";
    }
}
