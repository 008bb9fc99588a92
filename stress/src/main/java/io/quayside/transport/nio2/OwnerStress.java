package io.quayside.transport.nio2;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.quayside.api.pool.IoContext;
import io.quayside.transport.nio2.PostQueue.Offer;
import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * The right to a direction passes from thread to thread: each owner sees what the one before it wrote, and what the offerers
 * wrote into the contexts, though the fields are plain. Both sides offer, and who owns carries out until nothing is left.
 */
@JCStressTest
@Outcome(id = "4, 15, 0", expect = ACCEPTABLE, desc = "all four carried out, filled, by one at a time")
@Outcome(expect = FORBIDDEN, desc = "something was lost, seen empty, or carried out by two at once")
@State
public class OwnerStress {
    private final PostQueue queue = new PostQueue();

    // The owner's; nothing synchronizes them but the queue.
    private int count;
    private long filled;
    private boolean inside;
    private int broken;

    private void offer(int number) {
        IoContext context = new IoContext(home -> {}, number, ByteBuffer.allocate(0));
        context.sequence(1L << number);
        if (queue.offer(context) == Offer.OWNED) {
            own(context);
        }
    }

    private void own(IoContext first) {
        IoContext chain = first;
        while (chain != null) {
            broken |= inside ? 1 : 0;
            inside = true;
            for (IoContext each = chain; each != null; each = each.next()) {
                count++;
                filled += each.sequence();
            }
            inside = false;
            chain = queue.takeOrRelease();
        }
    }

    @Actor
    public void one() {
        offer(0);
        offer(1);
    }

    @Actor
    public void two() {
        offer(2);
        offer(3);
    }

    @Arbiter
    public void after(III_Result result) {
        result.r1 = count;
        result.r2 = (int) filled;
        result.r3 = broken;
    }
}
