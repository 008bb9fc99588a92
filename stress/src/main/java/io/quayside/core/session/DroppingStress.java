package io.quayside.core.session;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.quayside.api.pool.IoContext;
import io.quayside.stress.rig.Sending;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * One drains a queue that drops the oldest, and is about to rest, while another offers so much that something has to be
 * dropped, and turns what waits around: nothing stays behind, and each context comes back once.
 */
@JCStressTest
@Outcome(id = "0, 3", expect = ACCEPTABLE, desc = "all three sent or dropped")
@Outcome(expect = FORBIDDEN, desc = "something waits, and nobody sends it; or it came back twice")
@State
@SuppressWarnings("this-escape") // into a queue that nobody else knows yet
public class DroppingStress extends Sending implements Backlog.Watcher {
    private static final int LIMIT = 512; // one context takes so much

    private final AtomicInteger back = new AtomicInteger();
    private final IoContext one = context();
    private final IoContext two = context();
    private final DroppingSendQueue queue = new DroppingSendQueue(this, this, LIMIT, LIMIT);

    public DroppingStress() {
        two.next(context());
    }

    private IoContext context() {
        return new IoContext(home -> back.incrementAndGet(), 0, ByteBuffer.allocate(1));
    }

    @Actor
    public void drains() {
        queue.announce(Backlog.load(one));
        queue.offer(one);
    }

    @Actor
    public void exceeds() {
        queue.announce(2 * Backlog.load(two));
        queue.offer(two);
    }

    @Arbiter
    public void after(II_Result result) {
        result.r1 = (int) queue.queued();
        result.r2 = back.get();
    }

    /** Completes at once. */
    @Override
    public boolean send(IoContext first) {
        for (IoContext each = first; each != null; ) {
            IoContext next = each.next();
            each.next(null);
            queue.sent(each);
            each = next;
        }
        return true;
    }

    @Override
    public void sent(int bytes) {}

    @Override
    public void dropped(int bytes) {}

    @Override
    public void relieved() {}

    @Override
    public void drained() {}
}
