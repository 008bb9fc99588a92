package io.quayside.core.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * What passes with a lease: who acquires an item sees that it was cleaned after its last holder (P4), though nothing in it is
 * synchronized, and nobody else has it (P1). One item; each side fills it and releases it, as often as it gets it in two tries.
 */
@JCStressTest
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "always clean, never shared, and clean at last")
@Outcome(expect = FORBIDDEN, desc = "what a former holder left is seen, or two hold it")
@State
public class LeaseStress {
    private final IndexPool<Item> pool =
            new IndexPool<>("item", 1, 1, (from, to) -> new Item[] {new Item()}, Item::clean);

    private static final class Item {
        private int first;
        private int second;

        void clean() {
            first = 0;
            second = 0;
        }

        /** What was found in there that doesn't belong there. */
        int use(int mark) {
            int found = first | second;
            first = mark;
            second = mark;
            return found | (first ^ mark) | (second ^ mark);
        }
    }

    private int useTwice(int mark) {
        int found = use(mark);
        return found | use(mark);
    }

    private int use(int mark) {
        Item item = pool.acquire();
        if (item == null) {
            return 0;
        }
        int found = item.use(mark);
        pool.release(0);
        return found;
    }

    @Actor
    public void one(III_Result result) {
        result.r1 = useTwice(1);
    }

    @Actor
    public void two(III_Result result) {
        result.r2 = useTwice(2);
    }

    @Arbiter
    public void after(III_Result result) {
        Item item = pool.acquire();
        result.r3 = item == null ? -1 : item.first | item.second;
    }
}
