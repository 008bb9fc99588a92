package io.quayside.transport.uring;

import io.quayside.transport.uring.ring.Completions;
import io.quayside.transport.uring.ring.Operations;
import io.quayside.transport.uring.ring.Ring;
import io.quayside.transport.uring.ring.SocketName;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A thread with a ring: waits for completions and calls those they are for.
 *
 * <pre>
 *        +----> attend to who has signalled, run tasks
 *        |         |
 *        |      hand over what was prepared, and wait: one call into the kernel for both
 *        |         |
 *        +----- reap all completions; callbacks prepare, nobody waits
 * </pre>
 *
 * <p>Callbacks come from these two places only, at the bottom of the stack, and so never nest in each other nor in a post.
 */
final class Worker extends Thread implements Completions {
    private static final Logger LOGGER = System.getLogger(Worker.class.getName());
    private static final int MOST_TASKS = 64;

    private final UringTransport transport;
    private final UringSettings settings;
    private final Doorbell bell;
    private final Inbox inbox;
    private final Tasks tasks;
    private final Slots slots = new Slots();
    private final AtomicInteger load = new AtomicInteger();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final AlarmReader alarmReader = new AlarmReader(this);
    private Ring ring;
    private ReceiveBuffers receiveBuffers;
    private SocketName scratchName;
    private volatile boolean ending;

    /** Doesn't start yet. */
    @SuppressWarnings("NullAway.Init") // the ring is opened by the thread that owns it, before anybody else looks
    Worker(UringTransport transport, Tasks tasks, int number, UringSettings settings) throws IOException {
        super(null, null, "quayside-uring-" + number, 0, false); // nothing inherited from whoever opens the transport
        setDaemon(false);
        this.transport = transport;
        this.tasks = tasks;
        this.settings = settings;
        this.bell = Doorbell.open();
        this.inbox = new Inbox(bell);
    }

    /** Completes when the ring is open, or couldn't be opened. */
    CompletableFuture<Void> opened() {
        return opened;
    }

    UringTransport transport() {
        return transport;
    }

    Inbox inbox() {
        return inbox;
    }

    Doorbell bell() {
        return bell;
    }

    Slots slots() {
        return slots;
    }

    /** What can be asked of the kernel; for this thread. */
    Operations operations() {
        return ring.operations();
    }

    /** Where the ring receives what is small; for this thread. */
    ReceiveBuffers receiveBuffers() {
        return receiveBuffers;
    }

    /** Memory for an address; for this thread, which uses it for one call at a time. */
    SocketName scratchName() {
        return scratchName;
    }

    /** Connections that live here, or are on their way. */
    int load() {
        return load.get();
    }

    void addLoad(int more) {
        load.addAndGet(more);
    }

    /** Has this worker run something, soon; from any thread. */
    void errand(Runnable errand) {
        new Errand(this, errand).signal();
    }

    /** Ends the thread when nothing is left to do; once nothing is owed any more. */
    void end() {
        ending = true;
        bell.wake();
    }

    @Override
    public void run() {
        try (Arena arena = Arena.ofConfined();
                Ring open = Ring.open(settings.ringSize());
                ReceiveBuffers buffers = ReceiveBuffers.open(this, open, settings.receiveBuffers())) {
            ring = open;
            receiveBuffers = buffers;
            scratchName = new SocketName(arena);
            slots.add(alarmReader);
            alarmReader.listen();
            opened.complete(null);
            work();
            quiet();
        } catch (Throwable t) {
            if (!opened.completeExceptionally(t)) {
                LOGGER.log(Level.ERROR, getName() + " ends, and with it all that lives on it", t);
            }
        } finally {
            bell.end();
        }
    }

    private void work() {
        while (!ending) {
            inbox.attend();
            tasks.run(this, MOST_TASKS);
            submitAndWait(receiveBuffers.serve());
            ring.reap(this);
        }
    }

    private void submitAndWait(boolean isWanted) {
        bell.sleeps();
        if (isWanted || ending || !inbox.isEmpty()) {
            bell.wakesUp();
            ring.submit();
            return;
        }
        long nanos = tasks.nanosToWait(this);
        if (nanos == 0) {
            bell.wakesUp();
            ring.submit();
        } else if (nanos == Long.MAX_VALUE) {
            ring.submitAndWait();
        } else {
            ring.submitAndWait(nanos);
        }
        bell.wakesUp();
        if (load.get() == 0) {
            bell.begins();
        }
    }

    /** Nothing of this ring may touch memory once it is closed: cancels what still waits, and sees it complete. */
    private void quiet() {
        ring.operations().cancelEverything(alarmReader.data(AlarmReader.CANCEL));
        while (ring.pending() > 0 || !inbox.isEmpty()) {
            inbox.attend();
            if (ring.pending() > 0) {
                ring.submitAndWait();
                ring.reap(this);
            }
        }
    }

    boolean isEnding() {
        return ending;
    }

    @Override
    public void completed(long userData, int result, int flags) {
        Resident resident = slots.find(userData);
        if (resident == null) {
            LOGGER.log(Level.WARNING, "A completion came for somebody who has left: {0}, {1}", userData, result);
            return;
        }
        try {
            resident.completed(Slots.kind(userData), result, flags);
        } catch (Throwable t) {
            survived(resident, t);
        }
    }

    /** Has a resident do what it was signalled for. */
    void attend(Resident resident) {
        try {
            resident.answerSignal();
        } catch (Throwable t) {
            survived(resident, t);
        }
    }

    /** Callbacks' exceptions are caught where they are called, so this is one of the transport's own, or no memory. */
    private static void survived(Resident resident, Throwable thrown) {
        try {
            LOGGER.log(
                    Level.ERROR, "The transport failed in its work for " + resident + "; the worker goes on", thrown);
        } catch (RuntimeException | Error e) {
            thrown.addSuppressed(e); // no more can be done about it
        }
    }

    /** Something to be done once. */
    private static final class Errand extends Resident {
        private final Runnable errand;

        Errand(Worker worker, Runnable errand) {
            super(worker);
            this.errand = errand;
        }

        @Override
        void attend() {
            errand.run();
        }

        @Override
        void completed(int kind, int result, int flags) {
            throw new IllegalStateException("an errand has no operations");
        }

        @Override
        void transportCloses() {}
    }
}
