package io.quayside.transport.nio2;

import org.jspecify.annotations.Nullable;

/**
 * A polling thread of the channel group: waits for completions and calls the handlers.
 *
 * <p>A channel may complete an operation within the call that begins it, on a worker's own stack. The worker notes such an
 * outcome instead of acting upon it, and the direction goes on once the call has returned; so completions of a direction
 * neither nest nor overtake each other, and the stack stays flat. The fields are this thread's alone.
 */
final class Worker extends Thread {
    private final Object home;
    private @Nullable Direction beginning;
    private int result;
    private @Nullable Throwable cause;

    Worker(Object home, Runnable polling, String name) {
        super(null, polling, name, 0, false); // nothing inherited from whoever opens the transport
        this.home = home;
        setDaemon(false);
    }

    /** Whether it is one of the workers that share this home. */
    boolean worksFor(Object candidate) {
        return home == candidate;
    }

    /** Begins the direction's next operation; true when its outcome is noted already. */
    boolean completes(Direction direction) {
        beginning = direction;
        try {
            direction.begin();
        } catch (RuntimeException | Error e) {
            note(direction, 0, e);
        }
        boolean noted = beginning == null;
        beginning = null;
        return noted;
    }

    /** Notes an outcome if this thread is just beginning the operation that it belongs to. */
    boolean note(Direction direction, int result, @Nullable Throwable cause) {
        if (beginning != direction) {
            return false;
        }
        beginning = null;
        this.result = result;
        this.cause = cause;
        return true;
    }

    /** The result noted last. */
    int result() {
        return result;
    }

    /** The failure noted last, which is forgotten; null when the operation succeeded. */
    @Nullable Throwable takeCause() {
        Throwable noted = cause;
        cause = null;
        return noted;
    }
}
