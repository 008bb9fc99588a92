package io.quayside.transport.simulated;

/**
 * Something that will happen on the network. It is in the queue at most once, and whoever has it may put it there again
 * when it has been taken out; so what happens again and again needs no new object each time.
 *
 * <p>Its fields are guarded by the network's lock and belong to {@link EventQueue}.
 */
abstract class Event {
    static final int NOT_QUEUED = -1;

    long due;
    long tie;
    int place = NOT_QUEUED;

    /** Happens; called without the lock, by whoever drives the network. */
    abstract void happen();

    /** Whether it happens on a worker of a transport; otherwise it is another thread's doing, or the network's own. */
    boolean isWorkers() {
        return false;
    }

    /** Whether it comes again for ever, so that nobody can wait for the last of it. */
    boolean isEndless() {
        return false;
    }

    final boolean isQueued() {
        return place != NOT_QUEUED;
    }
}
