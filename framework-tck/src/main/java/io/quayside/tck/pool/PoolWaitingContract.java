package io.quayside.tck.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quayside.api.Stable;
import io.quayside.api.pool.IoContext;
import io.quayside.tck.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What holds for those who wait until something is free: P1, since acquiring itself never waits.
 *
 * @since 0.1
 */
@Stable
public abstract class PoolWaitingContract extends PoolRules {
    private final List<String> told = new ArrayList<>();

    /** For subclasses. */
    protected PoolWaitingContract() {}

    private void waitAs(String name, boolean wanted) {
        pool.whenAvailable(1, () -> {
            told.add(name);
            return wanted;
        });
    }

    @Test
    @Promise("who asks while one is free is told at once, and once")
    void p1_whoAsksWhileOneIsFreeIsToldAtOnce() {
        IoContext free = acquire(1);
        free.release();
        waitAs("one", true);
        assertEquals(List.of("one"), told, "who was told");
        acquire(1).release();
        assertEquals(List.of("one"), told, "who was told after the next release");
    }

    @Test
    @Promise("who asks while none is free is told when one is released, and not before")
    void p1_whoAsksWhileNoneIsFreeIsToldOfARelease() {
        List<IoContext> all = takeAll();
        waitAs("one", true);
        assertEquals(List.of(), told, "who was told while all are held");
        all.remove(all.size() - 1).release();
        assertEquals(List.of("one"), told, "who was told of the release");
        all.forEach(IoContext::release);
        assertEquals(List.of("one"), told, "who was told in the end");
    }

    @Test
    @Promise("who asked first is told first, one for each release")
    void p1_whoAskedFirstIsToldFirst() {
        List<IoContext> all = takeAll();
        waitAs("one", true);
        waitAs("two", true);
        waitAs("three", true);
        List<IoContext> held = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            all.remove(all.size() - 1).release();
            held.add(acquire(1));
        }
        assertEquals(List.of("one", "two"), told, "who was told of two releases");
        held.get(0).release();
        assertEquals(List.of("one", "two", "three"), told, "who was told of three releases");
        held.get(1).release();
        all.forEach(IoContext::release);
    }

    @Test
    @Promise("who wants it no longer passes it on to the next who asked")
    void p1_whoWantsItNoLongerPassesItOn() {
        List<IoContext> all = takeAll();
        waitAs("one", false);
        waitAs("two", false);
        waitAs("three", true);
        waitAs("four", true);
        all.remove(all.size() - 1).release();
        assertEquals(List.of("one", "two", "three"), told, "who was told of one release");
        all.forEach(IoContext::release);
    }
}
