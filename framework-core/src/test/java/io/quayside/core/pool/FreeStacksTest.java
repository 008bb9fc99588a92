package io.quayside.core.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class FreeStacksTest {
    private final FreeStacks stacks = new FreeStacks(100, 4);

    @Test
    void areEmptyAtFirst() {
        assertEquals(FreeStacks.NONE, stacks.pop(0));
        assertFalse(stacks.hasAny());
        assertTrue(stacks.wereEmpty());
    }

    @Test
    void givesWhatWasPushedLastOntoTheSameStack() {
        stacks.push(2, 7);
        stacks.push(1, 8);
        stacks.push(2, 9);
        stacks.push(0, 10);
        assertEquals(9, stacks.pop(2));
        assertEquals(7, stacks.pop(2));
    }

    @Test
    void takesFromTheNextStackWhenItsOwnIsEmpty() {
        stacks.push(0, 5);
        stacks.push(2, 6);
        assertEquals(5, stacks.pop(3), "after the last comes the first");
        assertEquals(6, stacks.pop(3));
        assertEquals(FreeStacks.NONE, stacks.pop(3));
    }

    @Test
    void aSingleIndexInAnyStackIsSeenByAll() {
        for (int stack = 0; stack < 4; stack++) {
            stacks.push(stack, 0);
            assertTrue(stacks.hasAny());
            assertFalse(stacks.wereEmpty());
            for (int first = 0; first < 4; first++) {
                assertEquals(0, stacks.pop(first), "in " + stack + ", asked for at " + first);
                stacks.push(stack, 0);
            }
            assertEquals(0, stacks.pop(0));
        }
        assertTrue(stacks.wereEmpty());
    }

    @Test
    void threadsAreSpreadOverTheStacks() throws Exception {
        Set<Integer> used = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 64; i++) {
            Thread each = new Thread(() -> used.add(stacks.mine()));
            each.start();
            each.join();
        }
        assertEquals(Set.of(0, 1, 2, 3), used);
    }

    @Test
    void holdsEveryIndexOnce() {
        for (int i = 0; i < 100; i++) {
            stacks.push(i, i);
        }
        BitSet all = new BitSet();
        for (int i = 0; i < 100; i++) {
            all.set(stacks.pop(3));
        }
        assertEquals(100, all.cardinality());
        assertTrue(stacks.wereEmpty());
    }

    @Test
    void areMoreThanProcessorsButNotManyMoreThanItems() {
        assertEquals(1, FreeStacks.usual(1));
        assertEquals(4, FreeStacks.usual(3));
        int usual = FreeStacks.usual(Integer.MAX_VALUE);
        assertEquals(1, Integer.bitCount(usual));
        assertTrue(
                usual <= 128 && usual >= Math.min(128, Runtime.getRuntime().availableProcessors()), () -> "" + usual);
    }

    @Test
    void rejectsACountThatIsNoPowerOfTwo() {
        assertThrows(IllegalArgumentException.class, () -> new FreeStacks(10, 3));
        assertThrows(IllegalArgumentException.class, () -> new FreeStacks(10, 0));
    }
}
