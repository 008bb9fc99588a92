package io.quayside.transport.uring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Residents that have been signalled: put in by any thread, each at most once, and taken out by the worker, all together
 * and in the order put in.
 *
 * <p><b>Concurrency.</b> A stack that is pushed by CAS and taken as a whole. Whoever pushes looks afterwards whether the
 * worker sleeps; the worker says that it sleeps, and looks into the inbox afterwards: one of the two sees the other.
 */
final class Inbox {
    private static final VarHandle NEWEST;

    static {
        try {
            NEWEST = MethodHandles.lookup().findVarHandle(Inbox.class, "newest", Resident.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Doorbell bell;
    private volatile @Nullable Resident newest;

    Inbox(Doorbell bell) {
        this.bell = bell;
    }

    void put(Resident resident) {
        Resident seen;
        do {
            seen = newest;
            resident.nextSignalled = seen;
        } while (!NEWEST.compareAndSet(this, seen, resident));
        bell.wake();
    }

    boolean isEmpty() {
        return newest == null;
    }

    /** Attends to everybody in it; the worker's. */
    void attend() {
        if (isEmpty()) {
            return;
        }
        Resident rest = reversed((Resident) NEWEST.getAndSet(this, (Resident) null));
        while (rest != null) {
            Resident resident = rest;
            rest = resident.nextSignalled;
            resident.nextSignalled = null; // once it has answered, it may be put in again
            resident.worker().attend(resident);
        }
    }

    private static @Nullable Resident reversed(@Nullable Resident chain) {
        Resident turned = null;
        Resident rest = chain;
        while (rest != null) {
            Resident next = rest.nextSignalled;
            rest.nextSignalled = turned;
            turned = rest;
            rest = next;
        }
        return turned;
    }
}
