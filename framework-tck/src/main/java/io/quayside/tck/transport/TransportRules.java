package io.quayside.tck.transport;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quayside.api.Open;
import io.quayside.api.Settings;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import io.quayside.tck.PromiseReport;
import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What each group of rules starts from: an open transport with two workers, a listener, counted contexts.
 *
 * @since 0.1
 */
@Open
@ExtendWith(PromiseReport.class)
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class TransportRules {
    private final Queue<Recorder> recorders = new ConcurrentLinkedQueue<>();

    /** The world of {@link #transport}. */
    protected TransportHarness harness;

    /** Where contexts come from. */
    protected Contexts contexts;

    /** What {@link #listener} accepted. */
    protected Accepted accepted;

    /** What has to keep the laws. */
    protected Transport transport;

    /** Listens at an address that the transport picked. */
    protected Listener listener;

    private Bench bench;

    /** For subclasses. */
    protected TransportRules() {}

    /** A new world for one rule; asked once for each. */
    protected abstract TransportHarness newHarness();

    @BeforeEach
    final void open(TestInfo info) throws IOException {
        harness = newHarness();
        contexts = new Contexts();
        accepted = new Accepted(harness);
        bench = new Bench(harness, contexts);
        Needs needs = info.getTestMethod().orElseThrow().getAnnotation(Needs.class);
        for (Capability needed : needs == null ? new Capability[0] : needs.value()) {
            assumeTrue(can(needed), () -> "skipped, since the harness doesn't have the capability " + needed);
        }
        transport = harness.open(Settings.of(Map.of("workers", 2)));
        listener = transport.listen(harness.anyAddress(), accepted);
    }

    /** Whatever a rule did: nothing is lost, nothing came twice, and nothing overlapped. */
    @AfterEach
    final void closeAndCheck() {
        try {
            if (transport != null) { // otherwise the rule was skipped
                letWork();
                closeTransport();
                recorders.forEach(Recorder::assertLawful);
                recorders.forEach(Recorder::awaitClosed);
                recorders.forEach(Recorder::assertLawful);
                contexts.assertAllBack();
            }
        } finally {
            harness.close();
        }
    }

    private void closeTransport() {
        if (!can(Capability.THREADS)) {
            transport.close();
            return;
        }
        AtomicBoolean over = new AtomicBoolean();
        new Thread(() -> {
                    transport.close();
                    over.set(true);
                })
                .start();
        await("the transport's close to return", over::get);
    }

    /** Whether the harness has this capability. */
    protected final boolean can(Capability capability) {
        return harness.capabilities().contains(capability);
    }

    /** So many, or fewer where the harness wants less load; one at the least. */
    protected final int many(int full) {
        return Math.max(1, (int) (full * harness.load()));
    }

    /** A peer that is connected to the listener. */
    protected final RemotePeer peer() throws IOException {
        return harness.connect(listener.address());
    }

    /** Starts the connection accepted next. */
    protected final Recorder started() {
        return started(Recorder::new);
    }

    /** Starts the connection accepted next with a handler made for it. */
    protected final <H extends Recorder> H started(HandlerMaker<H> maker) {
        return start(accepted.next(), maker);
    }

    /** Starts a connection with a handler made for it. */
    protected final <H extends Recorder> H start(Connection connection, HandlerMaker<H> maker) {
        H made = maker.make(connection, bench);
        recorders.add(made);
        connection.start(made);
        return made;
    }

    /** Lets the transport work until something holds; from outside of it only. */
    protected final void await(String what, BooleanSupplier until) {
        harness.await(what, until);
    }

    /** Lets the transport do what it has to do anyway, so that what must not come has the time to come. */
    protected final void letWork() {
        for (int i = 0; i < 3; i++) {
            AtomicBoolean ran = new AtomicBoolean();
            if (!transport.post(() -> ran.set(true))) {
                return; // it is closed
            }
            await("a posted task to run", ran::get);
        }
    }

    /** Lets the transport work until the peer has seen the end of its stream. */
    protected final void awaitEnd(RemotePeer peer) {
        await("the peer to see the end of the stream", peer::sawEnd);
    }

    /**
     * Waits in a callback or a task, which takes a worker that is a thread ({@link Capability#THREADS}). Waits longer than
     * {@link #await} does, which can say what doesn't happen because of it.
     */
    protected final void block(CountDownLatch latch) {
        try {
            if (!latch.await(2 * harness.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("a worker waited in vain for what the others had to do meanwhile");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until as many threads as the barrier is for are here. */
    protected final void meet(CyclicBarrier barrier) {
        try {
            barrier.await(harness.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("not as many threads met as were to run at once", e);
        }
    }

    /** Lets the transport work until a latch is down. */
    protected final void await(String what, CountDownLatch latch) {
        await(what, () -> latch.getCount() == 0);
    }

    /** So many bytes of a pattern, from a position on, that no shift of it repeats soon. */
    protected static byte[] pattern(long from, int count) {
        return Bytes.pattern(from, count);
    }
}
