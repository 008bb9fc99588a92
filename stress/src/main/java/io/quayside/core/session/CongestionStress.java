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
import org.openjdk.jcstress.infra.results.ZII_Result;

/**
 * The flag of congestion: what is announced makes the queue congested while the last of what waited goes out. Whoever comes
 * second, in the end it isn't congested, and whoever was told of congestion was told of its end.
 */
@JCStressTest
@Outcome(id = "false, 0, 0", expect = ACCEPTABLE, desc = "there was room by then")
@Outcome(id = "false, 1, 1", expect = ACCEPTABLE, desc = "congested, and relieved")
@Outcome(expect = FORBIDDEN, desc = "congested for good, or not told of the end")
@State
@SuppressWarnings("this-escape") // into a queue that nobody else knows yet
public class CongestionStress extends Sending implements Backlog.Watcher {
    private static final int MARK = 2048;

    private final SendQueue queue = new SendQueue(this, this, MARK);
    private final IoContext large = context(MARK);
    private final IoContext small = context(1);
    private int told;
    private final AtomicInteger reliefs = new AtomicInteger();

    public CongestionStress() {
        queue.announce(Backlog.load(large, 1));
        queue.terminate(); // so that what is offered goes at once
    }

    private static IoContext context(int bytes) {
        return new IoContext(home -> {}, 0, ByteBuffer.allocate(bytes).limit(1));
    }

    @Actor
    public void announce() {
        told = queue.announce(Backlog.load(small, 1)) ? 1 : 0;
    }

    @Actor
    public void goOut() {
        queue.offer(large);
    }

    @Arbiter
    public void after(ZII_Result result) {
        result.r1 = queue.isCongested();
        result.r2 = told;
        result.r3 = reliefs.get();
    }

    @Override
    public boolean send(IoContext first) {
        return false;
    }

    @Override
    public void sent(int bytes) {}

    @Override
    public void dropped(int bytes) {}

    @Override
    public void relieved() {
        reliefs.incrementAndGet();
    }

    @Override
    public void drained() {}
}
