package io.quayside.tck.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.Connection;
import io.quayside.tck.transport.Event.Kind;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Has other threads look at what came, release it, and post the next receive. */
final class PassedOn extends Recorder {
    private final Contexts contexts;
    private final ExecutorService others;
    final CountDownLatch ended = new CountDownLatch(1);
    final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    final AtomicInteger at = new AtomicInteger();

    PassedOn(Connection connection, Bench bench, ExecutorService others) {
        super(connection, bench);
        this.contexts = bench.contexts();
        this.others = others;
    }

    @Override
    protected void onReceived(IoContext context, byte[] bytes) {
        try {
            others.execute(() -> look(context));
        } catch (RejectedExecutionException e) {
            contexts.giveBack(context); // the rule has failed already
            throw e;
        }
    }

    private void look(IoContext context) {
        try {
            byte[] came = new byte[context.buffer().position()];
            context.view().clear().get(came);
            assertArrayEquals(Bytes.pattern(at.getAndAdd(came.length), came.length), came, "what came");
            contexts.giveBack(context);
            assertTrue(receive() || isClosed(), "a receive was refused");
        } catch (Throwable t) {
            thrown.compareAndSet(null, t);
            ended.countDown();
        }
    }

    @Override
    protected void onEndOfStream() {
        ended.countDown();
    }

    @Override
    protected boolean keeps(Kind kind) {
        return kind != Kind.RECEIVED;
    }
}
