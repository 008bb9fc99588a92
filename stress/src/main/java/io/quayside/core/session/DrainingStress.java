package io.quayside.core.session;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.quayside.api.pool.IoContext;
import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Draining passes from thread to thread: each that drains sees what the one before it wrote, and what the offerers wrote into
 * the contexts, though the fields are plain. A send is under way; one side offers, the other completes that send, drains what
 * has come, and completes that too.
 */
@JCStressTest
@Outcome(id = "3, 7, 0", expect = ACCEPTABLE, desc = "all three sent, filled, by one at a time")
@Outcome(expect = FORBIDDEN, desc = "something was lost, seen empty, or sent by two at once")
@State
public class DrainingStress extends Sending implements SendQueue.Watcher {
    private final SendQueue queue = new SendQueue(this, this, 1 << 20, SendQueue.NEVER);
    private final IoContext[] contexts = {context(), context(), context()};

    // The drainer's; nothing synchronizes them but the queue.
    private int sends;
    private long filled;
    private boolean inside;
    private int broken;

    private volatile IoContext posted = contexts[0];

    public DrainingStress() {
        offer(0);
    }

    private static IoContext context() {
        return new IoContext(home -> {}, 0, ByteBuffer.allocate(1));
    }

    private void offer(int number) {
        contexts[number].sequence(1L << number);
        queue.offer(contexts[number]);
    }

    @Actor
    public void offers() {
        offer(1);
        offer(2);
    }

    @Actor
    public void completes() {
        queue.sent(contexts[0]);
        completeRest();
    }

    @Arbiter
    public void after(III_Result result) {
        completeRest();
        result.r1 = sends;
        result.r2 = (int) filled;
        result.r3 = broken;
    }

    private void completeRest() {
        IoContext chain = posted;
        while (chain != contexts[0]) {
            posted = contexts[0];
            for (IoContext each = chain; each != null; ) {
                IoContext next = each.next();
                each.next(null);
                queue.sent(each);
                each = next;
            }
            chain = posted;
        }
    }

    @Override
    public boolean send(IoContext first) {
        broken |= inside ? 1 : 0;
        inside = true;
        for (IoContext each = first; each != null; each = each.next()) {
            sends++;
            filled += each.sequence();
        }
        inside = false;
        posted = first;
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
