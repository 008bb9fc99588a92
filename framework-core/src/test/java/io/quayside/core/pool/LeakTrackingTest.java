package io.quayside.core.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.pool.IoContext;
import io.quayside.api.session.Session;
import io.quayside.core.fakes.Together;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** P7: a context that is lost is reported with the place it was acquired. */
class LeakTrackingTest {
    private static final int LIMIT = 2_000;
    private static final Duration AFTER = Duration.ofSeconds(60);

    private final AtomicLong now = new AtomicLong(-5);
    private final List<String> log = new CopyOnWriteArrayList<>();
    private LeakWatch watch;
    private SlabPool pool;

    private void open(LeakTracking tracking) {
        watch = new LeakWatch(tracking, AFTER, now::get, log::add);
        pool = new SlabPool(watch, new SizeClass(64, LIMIT, null, watch));
    }

    private IoContext acquireHere() {
        IoContext context = pool.acquire(1);
        assertNotNull(context);
        return context;
    }

    private static void releaseHere(IoContext context) {
        context.release();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static Session<?> session(AtomicBoolean open) {
        return (Session<?>) Proxy.newProxyInstance(
                Session.class.getClassLoader(), new Class<?>[] {Session.class}, (self, method, arguments) -> {
                    return switch (method.getName()) {
                        case "isOpen" -> open.get();
                        case "toString" -> "session 7";
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    @Test
    void whatIsOutAtTheCloseIsReportedWithPlaceAndOwner() {
        open(LeakTracking.FULL);
        acquireHere().owner("somebody");
        releaseHere(acquireHere());
        pass(Duration.ofMillis(250));
        pool.close();
        assertEquals(2, log.size(), () -> "lines: " + log);
        assertEquals("1 I/O contexts of the 1 still out were tracked, as the pool closes", log.get(0));
        String begin = "I/O context of 64 bytes, number 0, out for 250 ms, owner somebody, was acquired at ";
        assertTrue(log.get(1).startsWith(begin), log.get(1));
        String place = log.get(1).substring(begin.length());
        assertTrue(
                place.matches("\\S*LeakTrackingTest\\.acquireHere\\(LeakTrackingTest\\.java:\\d+\\), called by .*"),
                place);
        assertTrue(place.contains("whatIsOutAtTheCloseIsReportedWithPlaceAndOwner"), place);
    }

    @Test
    void anOwnerThatIsUnknownOrFailsToTellItsNameIsReportedAllTheSame() {
        open(LeakTracking.FULL);
        acquireHere();
        acquireHere().owner(new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no name");
            }
        });
        pool.close();
        assertTrue(log.get(1).contains(", owner unknown, "), log.get(1));
        assertTrue(log.get(2).contains("can't tell its name: java.lang.IllegalStateException: no name"), log.get(2));
    }

    @Test
    void nothingIsReportedWhenAllAreBack() {
        open(LeakTracking.FULL);
        IoContext one = acquireHere();
        IoContext two = acquireHere();
        one.release();
        two.release();
        pool.close();
        assertEquals(List.of(), log);
    }

    @Test
    void aReportIsBounded() {
        open(LeakTracking.FULL);
        for (int i = 0; i < LeakWatch.LINES + 13; i++) {
            acquireHere();
        }
        pool.close();
        assertEquals(LeakWatch.LINES + 2, log.size());
        assertEquals("and 13 more I/O contexts", log.get(log.size() - 1));
    }

    @Test
    void oneOfSomeIsTrackedWhenTheyAreSampled() {
        open(LeakTracking.SAMPLED);
        int picked = 0;
        int times = 200_000;
        for (int i = 0; i < times; i++) {
            picked += watch.picks() ? 1 : 0;
        }
        int expected = times / LeakWatch.ONE_IN; // 1,562, with a deviation of 40
        assertTrue(Math.abs(picked - expected) < 8 * 40, "picked " + picked + " of " + times);
        for (int i = 0; i < LIMIT; i++) {
            acquireHere(); // that none of them is picked happens once in six million runs
        }
        pool.close();
        assertTrue(
                log.get(0).matches("\\d+ I/O contexts of the 2000 still out were .*; one lease in 128 is tracked"),
                log.get(0));
        assertTrue(Integer.parseInt(log.get(0).substring(0, log.get(0).indexOf(' '))) < LIMIT / 16, log.get(0));
    }

    @Test
    void aSecondReleaseNamesThePlaceOfTheFirst() {
        open(LeakTracking.FULL);
        IoContext context = acquireHere();
        releaseHere(context);
        IllegalStateException refused = assertThrows(IllegalStateException.class, context::release);
        assertTrue(
                refused.getMessage()
                        .matches("I/O context of 64 bytes, number 0 was released already; each lease is released once;"
                                + " it was released first at \\S*LeakTrackingTest\\.releaseHere\\(.*"),
                refused.getMessage());
        assertEquals(0, pool.statistics().inUse());
    }

    @Test
    void thePlaceOfAnEarlierReleaseIsForgottenWithTheNextLease() {
        open(LeakTracking.FULL);
        IoContext context = acquireHere();
        releaseHere(context);
        assertSame(context, acquireHere());
        context.release();
        IllegalStateException refused = assertThrows(IllegalStateException.class, context::release);
        assertTrue(!refused.getMessage().contains("releaseHere"), refused.getMessage());
    }

    @Test
    void aPlaceIsKeptOnceHoweverManyContextsComeAndGo() {
        open(LeakTracking.FULL);
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            places.add(watch.place());
        }
        assertSame(places.get(0), places.get(1));
        assertSame(places.get(0), places.get(2));
    }

    @Test
    void whatAClosedSessionHoldsIsReportedOnceWhileRunning() {
        open(LeakTracking.FULL);
        AtomicBoolean isOpen = new AtomicBoolean(true);
        IoContext held = acquireHere();
        held.owner(session(isOpen));
        pass(AFTER.multipliedBy(100));
        acquireHere().release();
        assertEquals(List.of(), log, "an open session may hold one for as long as it likes");
        isOpen.set(false);
        pass(AFTER);
        acquireHere().release();
        assertEquals(List.of(), log, "a session that closed only just may give it back yet");
        pass(AFTER);
        acquireHere().release();
        assertEquals("1 I/O contexts held by closed sessions are lost", log.get(0));
        assertTrue(log.get(1).contains(", owner session 7, was acquired at "), log.get(1));
        pass(AFTER);
        acquireHere().release();
        assertEquals(2, log.size(), "it is said once");
    }

    @Test
    void whatAClosedSessionGivesBackIsNoLeak() {
        open(LeakTracking.FULL);
        IoContext held = acquireHere();
        held.owner(session(new AtomicBoolean(false)));
        pass(AFTER);
        acquireHere().release();
        held.release();
        pass(AFTER);
        acquireHere().release();
        pool.close();
        assertEquals(List.of(), log);
    }

    @Test
    void manyThreadsLoseOnlyWhatTheyKeep() throws Exception {
        for (LeakTracking tracking : List.of(LeakTracking.FULL, LeakTracking.SAMPLED)) {
            open(tracking);
            AtomicInteger failed = new AtomicInteger();
            Together.run(6, thread -> {
                for (int round = 0; round < 3_000; round++) {
                    IoContext context = acquireHere();
                    context.owner(thread);
                    now.addAndGet(AFTER.toNanos() / 100); // looks happen meanwhile
                    if (!Integer.valueOf(thread).equals(context.owner())) {
                        failed.incrementAndGet();
                    }
                    context.release();
                }
            });
            assertEquals(0, failed.get(), "contexts that two threads held");
            assertEquals(0, pool.statistics().inUse());
            pool.close();
            assertEquals(List.of(), log);
        }
    }
}
