package io.quayside.transport.uring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private static final class Lodger extends Resident {
        Lodger() {
            super(null);
        }

        @Override
        void completed(int kind, int result, int flags) {}

        @Override
        void attend() {}

        @Override
        void transportCloses() {}
    }

    private final Slots slots = new Slots();

    @Test
    void residentsAreFoundByWhateverKindOfTheirData() {
        List<Lodger> lodgers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Lodger lodger = new Lodger();
            slots.add(lodger);
            lodgers.add(lodger);
        }
        for (Lodger lodger : lodgers) {
            for (int kind : new int[] {0, 1, 127}) {
                long data = lodger.data(kind);
                assertSame(lodger, slots.find(data));
                assertEquals(kind, Slots.kind(data));
            }
        }
    }

    @Test
    void whoHasLeftIsNotFoundThoughItsNumberIsInUseAgain() {
        Lodger first = new Lodger();
        slots.add(first);
        long old = first.data(3);
        slots.remove(first);
        assertNull(slots.find(old));
        Lodger second = new Lodger();
        slots.add(second);
        assertEquals((int) old, (int) second.data(3), "the number");
        assertNotEquals(old, second.data(3));
        assertNull(slots.find(old));
        assertSame(second, slots.find(second.data(0)));
    }

    @Test
    void leavingTwiceIsRefused() {
        Lodger lodger = new Lodger();
        slots.add(lodger);
        slots.remove(lodger);
        assertThrows(IllegalStateException.class, () -> slots.remove(lodger));
    }

    @Test
    void numbersAreGivenAgain() {
        for (int i = 0; i < 100_000; i++) {
            Lodger lodger = new Lodger();
            slots.add(lodger);
            assertEquals(0, (int) lodger.data(0));
            slots.remove(lodger);
        }
    }
}
