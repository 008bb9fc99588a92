package io.quayside.distribution.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackOffTest {
    @Test
    void doublesUpToHalfAMinuteGiveOrTakeAFifth() {
        BackOff backOff = new BackOff(new Random(1));
        for (long expected : new long[] {500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000}) {
            long millis = backOff.next().toMillis();
            assertTrue(millis >= expected * 0.8 && millis <= expected * 1.2, millis + " instead of about " + expected);
        }
    }

    @Test
    void beginsAnewAfterASuccess() {
        BackOff backOff = new BackOff(() -> Long.MAX_VALUE);
        Duration first = backOff.next();
        backOff.next();
        backOff.reset();
        assertEquals(first, backOff.next());
    }
}
