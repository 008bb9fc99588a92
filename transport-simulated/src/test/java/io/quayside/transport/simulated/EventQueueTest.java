package io.quayside.transport.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The heap keeps its order whatever is taken out of it. */
class EventQueueTest {
    private static final class Nothing extends Event {
        private final boolean endless;

        Nothing(boolean endless) {
            this.endless = endless;
        }

        @Override
        void happen() {}

        @Override
        boolean isEndless() {
            return endless;
        }
    }

    @Test
    void theEarliestIsFirstThroughAllAddingAndRemoving() {
        Draws draws = new Draws(5);
        EventQueue queue = new EventQueue();
        List<Event> model = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            if (model.isEmpty() || draws.below(100) < 52) {
                Event event = new Nothing(draws.chance(0.1));
                queue.add(event, draws.below(50), draws.next());
                model.add(event);
            } else if (draws.chance(0.5)) {
                Event removed = model.remove(draws.below(model.size()));
                queue.remove(removed);
                queue.remove(removed);
                assertFalse(removed.isQueued());
            } else {
                Event first = model.stream()
                        .min(Comparator.<Event>comparingLong(event -> event.due).thenComparingLong(event -> event.tie))
                        .orElseThrow();
                assertSame(first, queue.first());
                queue.remove(first);
                model.remove(first);
            }
            assertEquals(model.size(), queue.size());
            assertEquals(model.stream().anyMatch(event -> !event.isEndless()), queue.hasFinite());
        }
    }

    @Test
    void anEventIsInItOnce() {
        EventQueue queue = new EventQueue();
        assertNull(queue.first());
        Event event = new Nothing(false);
        queue.add(event, 1, 1);
        assertTrue(event.isQueued());
        assertThrows(IllegalStateException.class, () -> queue.add(event, 2, 2));
    }
}
