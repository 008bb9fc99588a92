package io.quayside.core.session;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.quayside.api.pool.IoContext;
import io.quayside.stress.rig.Sending;
import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Draining passes from thread to thread: each that drains sees what the one before it wrote, and what the offerers wrote into
 * the contexts, though the fields are plain.
 */
public final class DrainingStress {
    private DrainingStress() {}

    /** A queue and the connection behind it, which notes what it is sent in the drainer's fields. */
    abstract static class Drained extends Sending implements Backlog.Watcher {
        final SendQueue queue = new SendQueue(this, this, 1 << 20);

        // The drainer's; nothing synchronizes them but the queue.
        private int sends;
        private long filled;
        private boolean inside;
        private int broken;

        final void offer(int number) {
            IoContext context = new IoContext(home -> {}, number, ByteBuffer.allocate(1));
            context.sequence(1L << number);
            queue.offer(context);
        }

        final void complete(IoContext chain) {
            IoContext each = chain;
            while (each != null) {
                IoContext next = each.next();
                each.next(null);
                queue.sent(each);
                each = next;
            }
        }

        /** The completions are under way. */
        abstract void posted(IoContext first);

        @Override
        public boolean send(IoContext first) {
            broken |= inside ? 1 : 0;
            inside = true;
            for (IoContext each = first; each != null; each = each.next()) {
                sends++;
                filled += each.sequence();
            }
            inside = false;
            posted(first);
            return true;
        }

        final void tell(III_Result result) {
            result.r1 = sends;
            result.r2 = (int) filled;
            result.r3 = broken;
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

    /** A send is under way; one side offers, the other completes that send, drains what has come, and completes that too. */
    @JCStressTest
    @Outcome(id = "3, 7, 0", expect = ACCEPTABLE, desc = "all three sent, filled, by one at a time")
    @Outcome(expect = FORBIDDEN, desc = "something was lost, seen empty, or sent by two at once")
    @State
    public static class OfferAndComplete extends Drained {
        private static final IoContext NOTHING = new IoContext(home -> {}, 0, ByteBuffer.allocate(0));

        private volatile IoContext posted = NOTHING;

        public OfferAndComplete() {
            offer(0);
        }

        @Actor
        public void offers() {
            offer(1);
            offer(2);
        }

        @Actor
        public void completes() {
            completeAll();
        }

        @Arbiter
        public void after(III_Result result) {
            completeAll();
            tell(result);
        }

        private void completeAll() {
            for (IoContext chain = posted; chain != NOTHING; chain = posted) {
                posted = NOTHING;
                complete(chain);
            }
        }

        @Override
        void posted(IoContext first) {
            posted = first;
        }
    }

    /** Sends complete at once, so that the queue is idle again and again, and two who offer meet there. */
    @JCStressTest
    @Outcome(
            id = "5, 31, 0",
            expect = ACCEPTABLE,
            desc = "all five sent, filled, by one at a time; and it is idle again")
    @Outcome(expect = FORBIDDEN, desc = "something was lost, seen empty, or sent by two at once")
    @State
    public static class MeetAtIdle extends Drained {
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
            offer(4); // goes out only if nobody is thought to drain
            tell(result);
        }

        @Override
        void posted(IoContext first) {
            complete(first);
        }
    }
}
