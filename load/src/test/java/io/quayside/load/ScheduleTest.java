package io.quayside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** The open loop's times, with a clock that the test turns. */
class ScheduleTest {
    private static final long BEGUN = Long.MAX_VALUE - 5; // the clock of the JVM may run over
    private static final int PER_SECOND = 1000;

    private static long millis(long millis) {
        return BEGUN + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static Schedule begun(int connections) {
        Schedule schedule = new Schedule(PER_SECOND, connections);
        schedule.begin(BEGUN);
        return schedule;
    }

    @Test
    void eachMessageIsDueAtItsTime() {
        Schedule schedule = begun(1);
        assertEquals(0, schedule.dueBy(BEGUN - 1));
        assertEquals(1, schedule.dueBy(BEGUN));
        assertEquals(1, schedule.dueBy(millis(1) - 1));
        assertEquals(2, schedule.dueBy(millis(1)));
        assertEquals(1001, schedule.dueBy(millis(1000)));
        assertEquals(1000, schedule.messagesIn(TimeUnit.SECONDS.toNanos(1)));
    }

    @Test
    void aPromptServerHasTheLatencyThatEachMessageTook() {
        Schedule schedule = begun(2);
        schedule.record(0, 1000);
        for (int message = 0; message < 1000; message++) {
            int nth = message / 2;
            schedule.answered(message % 2, nth, nth + 1, millis(message) + 50_000);
        }
        Histogram nanos = schedule.nanos();
        assertEquals(1000, nanos.getTotalCount());
        assertEquals(50, nanos.getMinValue() / 1e3, 0.1);
        assertEquals(50, nanos.getMaxValue() / 1e3, 0.1);
    }

    /** It stands still for 300 ms of a second: not one message is late then, but 300 are, each by what is left of it. */
    @Test
    void whatAStallKeepsBackIsInTheFigures() {
        Schedule schedule = begun(1);
        schedule.record(0, 1000);
        for (int message = 0; message < 1000; message++) {
            boolean kept = message >= 300 && message < 600;
            schedule.answered(0, message, message + 1, kept ? millis(600) : millis(message));
        }
        Histogram nanos = schedule.nanos();
        assertEquals(1000, nanos.getTotalCount());
        assertEquals(0, nanos.getValueAtPercentile(70));
        assertEquals(200, nanos.getValueAtPercentile(90) / 1e6, 2);
        assertEquals(290, nanos.getValueAtPercentile(99) / 1e6, 2);
        assertEquals(300, nanos.getMaxValue() / 1e6, 2);
    }

    @Test
    void onlyTheRecordedMessagesCount() {
        Schedule schedule = begun(1);
        schedule.record(10, 20);
        schedule.answered(0, 0, 30, millis(30));
        assertEquals(10, schedule.nanos().getTotalCount());
        assertEquals(20, schedule.nanos().getMaxValue() / 1e6, 1);
        assertTrue(schedule.nanos().getMinValue() / 1e6 > 10);
    }
}
