package io.quayside.transport.simulated;

import io.quayside.api.pool.ContextHome;
import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a transport lends for receives that are posted without a context: few contexts, each made when it is needed first, and
 * the line of those who wait for one. Who is first in line gets the next; nobody overtakes.
 *
 * <p>Guarded by the network's lock, which {@link #release} takes by itself.
 */
final class Lender implements ContextHome {
    private final Simulation simulation;
    private final int most;
    private final int bytes;
    private final Deque<IoContext> free = new ArrayDeque<>();
    private final Set<IoContext> lent = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Receiving> line = new LinkedHashSet<>();
    private int made;

    /** As many contexts as the network's profile lets a transport lend, which may be none. */
    Lender(Simulation simulation) {
        this.simulation = simulation;
        Faults faults = simulation.profile();
        boolean lends = simulation.draws().chance(faults.lending);
        this.most = lends ? (int) simulation.draws().between(1, faults.mostLent) : 0;
        this.bytes = lends ? faults.lentBytes : 0;
    }

    /** Bytes in each; 0 when it lends none. */
    int bytes() {
        return bytes;
    }

    /** Whether there is a context for somebody; if not, they stand in line, and are woken when there may be one. */
    boolean hasOneFor(Receiving asking) {
        boolean has = (made < most || !free.isEmpty())
                && (line.isEmpty() || line.iterator().next() == asking);
        if (!has) {
            line.add(asking);
        }
        return has;
    }

    /** A context for somebody; null when there is none for them now. */
    @Nullable IoContext lendTo(Receiving asking) {
        if (!hasOneFor(asking)) {
            return null;
        }
        IoContext context = free.poll();
        if (context == null) {
            context = new IoContext(this, made++, ByteBuffer.allocateDirect(bytes));
        }
        lent.add(context);
        leaves(asking);
        return context;
    }

    /** Somebody waits no longer: whoever is first now may have what they were to get. */
    void leaves(Receiving asked) {
        if (line.remove(asked)) {
            wakeFirst();
        }
    }

    private void wakeFirst() {
        if (!line.isEmpty()) {
            line.iterator().next().wake();
        }
    }

    @Override
    public void release(IoContext context) {
        synchronized (simulation.lock) {
            if (!lent.remove(context)) {
                throw new IllegalStateException(context + " was released already");
            }
            context.reset();
            free.push(context);
            wakeFirst();
        }
    }

    /** Stands for a receive without a context, and is handed over when nothing came. */
    static IoContext nothing() {
        IoContext made = new IoContext(new Nothing(), -1, ByteBuffer.allocateDirect(0));
        made.operation(Operation.RECEIVE);
        return made;
    }

    /** Whether this stands for a receive without a context. */
    static boolean isNothing(IoContext context) {
        return context.buffer().capacity() == 0; // no other can be posted
    }

    @Override
    public String toString() {
        return "what a simulated transport lends";
    }

    /** The home of a context without room, which is used once. */
    private static final class Nothing implements ContextHome {
        private boolean released;

        @Override
        public synchronized void release(IoContext context) {
            if (released) {
                throw new IllegalStateException(context + " was released already");
            }
            released = true;
            context.reset();
        }

        @Override
        public String toString() {
            return "a receive that brought nothing";
        }
    }
}
