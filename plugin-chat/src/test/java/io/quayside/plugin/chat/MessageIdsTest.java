package io.quayside.plugin.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class MessageIdsTest {
    private static final long NOW = FakeFramework.START_MILLIS;

    private final MessageIds ids = new MessageIds();

    @Test
    void beginWithTheTime() {
        assertEquals(NOW, ids.next(NOW) >> 20);
        assertEquals(NOW + 5, ids.next(NOW + 5) >> 20);
    }

    @Test
    void increaseWithinAMillisecondAndWhenTheClockIsSetBack() {
        long first = ids.next(NOW);
        long second = ids.next(NOW);
        long third = ids.next(NOW - 60_000);

        assertEquals(first + 1, second);
        assertEquals(second + 1, third);
    }

    @Test
    void goOnAfterARestart() {
        long before = ids.next(NOW);

        assertTrue(new MessageIds().next(NOW + 1) > before);
    }

    @Test
    void areUniqueAcrossThreads() throws InterruptedException {
        Set<Long> seen = ConcurrentHashMap.newKeySet();

        Threads.run(4, thread -> {
            long before = 0;
            for (int i = 0; i < 10_000; i++) {
                long id = ids.next(NOW);
                assertTrue(id > before);
                before = id;
                seen.add(id);
            }
        });

        assertEquals(40_000, seen.size());
    }
}
