package io.quayside.core.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Free indexes, without locks and without allocation: several stacks, threaded through one index array (R. K. Treiber's
 * stack), so that threads don't meet at one place.
 *
 * <p>A thread has its stack, which it may share with others: it pushes there, and pops there first, so that it gets what it
 * used last; who finds their own empty pops from the others', so that nothing lies about unused.
 *
 * <p><b>Concurrency.</b> Each stack's head packs its top index, plus one, with a tag that grows with every change, so that a top
 * seen before can't be taken for the same top again (ABA). Tags also tell whether all stacks were empty <em>at one moment</em>,
 * though they can be looked at only one after the other: when two looks in a row find all empty and the tags have the same
 * sum, none was touched in between, since tags only grow (and don't come around within two looks: they have 32 bits).
 */
final class FreeStacks {
    static final int NONE = -1;

    /** What {@link #glance} gives when something is free; sums of tags are never negative. */
    private static final long SOMETHING = -1;

    private static final long INDEX_MASK = 0xFFFF_FFFFL;
    private static final int MOST = 128;

    /** Heads are so far apart that no two of them are in one line of a processor's cache, nor in two that are fetched together. */
    private static final int PITCH = 16;

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);

    private final int count;
    private final long[] heads;
    private final int[] next;

    /**
     * Empty stacks.
     *
     * @param limit indexes are below this
     * @param count how many stacks: a power of two
     */
    FreeStacks(int limit, int count) {
        if (Integer.bitCount(count) != 1) {
            throw new IllegalArgumentException(count + " stacks; it has to be a power of two");
        }
        this.count = count;
        this.heads = new long[(count + 1) * PITCH];
        this.next = new int[limit];
    }

    /** Several for each processor, since threads meet by chance, but not many more than there are items. */
    static int usual(int limit) {
        int wanted = Math.min(4 * Runtime.getRuntime().availableProcessors(), Math.min(limit, MOST));
        return wanted <= 1 ? 1 : Integer.highestOneBit(wanted - 1) << 1;
    }

    /** The stack of the calling thread. Threads made one after the other have different ones. */
    int mine() {
        return (int) Thread.currentThread().getId() & (count - 1);
    }

    /** The index that was pushed last onto this stack; if it is empty, onto the next that isn't; NONE if all were empty when looked at. */
    int pop(int first) {
        for (int i = 0; i < count; i++) {
            int index = popFrom(place(first + i));
            if (index != NONE) {
                return index;
            }
        }
        return NONE;
    }

    /** Adds an index that is in no stack. */
    void push(int stack, int index) {
        int place = place(stack);
        while (true) {
            long seen = (long) LONGS.getVolatile(heads, place);
            INTS.setOpaque(next, index, (int) (seen & INDEX_MASK));
            if (LONGS.compareAndSet(heads, place, seen, pack(seen, index + 1))) {
                return;
            }
            Thread.onSpinWait();
        }
    }

    /**
     * Whether one of the stacks isn't empty when looked at. What stays where it is, is seen; what moves from one stack to
     * another meanwhile may be missed, but then its push comes after this call's beginning.
     */
    boolean hasAny() {
        return glance() == SOMETHING;
    }

    /** Whether all were empty at one moment during this call; false also when others came and went so that it can't be told. */
    boolean wereEmpty() {
        long tags = glance();
        return tags != SOMETHING && tags == glance();
    }

    /** The sum of the tags, or {@link #SOMETHING}. */
    private long glance() {
        long tags = 0;
        for (int i = 0; i < count; i++) {
            long seen = (long) LONGS.getVolatile(heads, place(i));
            if ((seen & INDEX_MASK) != 0) {
                return SOMETHING;
            }
            tags += seen >>> 32;
        }
        return tags;
    }

    private int popFrom(int place) {
        while (true) {
            long seen = (long) LONGS.getVolatile(heads, place);
            int top = (int) (seen & INDEX_MASK) - 1;
            if (top < 0) {
                return NONE;
            }
            int below = (int) INTS.getOpaque(next, top);
            if (LONGS.compareAndSet(heads, place, seen, pack(seen, below))) {
                return top;
            }
            Thread.onSpinWait();
        }
    }

    private int place(int stack) {
        return ((stack & (count - 1)) + 1) * PITCH;
    }

    private static long pack(long seen, int indexPlusOne) {
        return (((seen >>> 32) + 1) << 32) | indexPlusOne;
    }
}
