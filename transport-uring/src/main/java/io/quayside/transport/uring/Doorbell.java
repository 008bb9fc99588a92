package io.quayside.transport.uring;

import io.quayside.transport.uring.ring.Alarm;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Wakes a worker that sleeps in its ring; costs a look at one word while it is awake.
 *
 * <pre>
 *             sleeps                          wake: CAS, and the alarm
 *   AWAKE ----------------> ASLEEP --------------------------------------+
 *     | ^                     |                                          |
 *     | +------ wakes up -----+                                          |
 *     | +----------------------------------------------------------------+
 *     +---- ends ----> ENDED
 * </pre>
 *
 * <p><b>Concurrency.</b> The worker moves it, but for the CAS by which one of those who want to wake it wins the right to
 * ring. They are counted while they do so, and the worker closes the alarm when there is none: a descriptor's number may
 * be somebody else's the moment it is closed.
 */
final class Doorbell {
    private static final int AWAKE = 0;
    private static final int ASLEEP = 1;
    private static final int ENDED = 2;
    private static final VarHandle STATE;
    private static final VarHandle RINGING;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Doorbell.class, "state", int.class);
            RINGING = lookup.findVarHandle(Doorbell.class, "ringing", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Alarm alarm;
    private volatile int state;
    private volatile int ringing;
    private volatile long awakeSince;

    private Doorbell(Alarm alarm) {
        this.alarm = alarm;
    }

    static Doorbell open() throws IOException {
        return new Doorbell(Alarm.open());
    }

    /** What the worker's ring reads. */
    Alarm alarm() {
        return alarm;
    }

    /** Says that the worker is about to sleep; it looks for work once more afterwards. */
    void sleeps() {
        STATE.setVolatile(this, ASLEEP);
    }

    /** Says that the worker is awake. */
    void wakesUp() {
        STATE.setRelease(this, AWAKE);
    }

    boolean isAsleep() {
        return state == ASLEEP;
    }

    /** Wakes the worker if it sleeps; from any thread. True when this call did it. */
    boolean wake() {
        if (state != ASLEEP) {
            return false;
        }
        RINGING.getAndAdd(this, 1);
        try {
            if (!STATE.compareAndSet(this, ASLEEP, AWAKE)) {
                return false;
            }
            awakeSince = System.nanoTime();
            alarm.ring();
            return true;
        } finally {
            RINGING.getAndAdd(this, -1);
        }
    }

    /** Notes that the worker, which has nothing else to do, begins something. */
    void begins() {
        awakeSince = System.nanoTime();
    }

    /** Whether the worker woke up, or last noted that it begins something, so few nanoseconds ago. */
    boolean hasBegunWithin(long nanos) {
        return System.nanoTime() - awakeSince < nanos;
    }

    /** Rings for nobody any more, and closes; the worker's. */
    void end() {
        STATE.setVolatile(this, ENDED);
        while (ringing > 0) {
            Thread.onSpinWait();
        }
        alarm.close();
    }
}
