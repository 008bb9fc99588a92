package io.quayside.core.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quayside.api.pool.ContextPool;
import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.ConnectionHandler;
import io.quayside.core.fakes.TestConnection;
import io.quayside.core.fakes.TestTransport;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A send queue on a connection in memory, with what it was told noted; no session around it. */
final class QueueOfOne implements ConnectionHandler, Backlog.Watcher {
    final TestConnection connection;
    final SendQueue queue;
    final AtomicLong sentBytes = new AtomicLong();
    final AtomicLong droppedBytes = new AtomicLong();
    final AtomicInteger relieved = new AtomicInteger();
    final AtomicInteger drained = new AtomicInteger();
    final CountDownLatch over = new CountDownLatch(1);
    private final ContextPool pool;

    QueueOfOne(TestTransport transport, ContextPool pool, long congestionMark) {
        this.pool = pool;
        this.connection = transport.open();
        this.queue = new SendQueue(connection, this, congestionMark);
        connection.start(this);
    }

    /** With a queue that drops the oldest above a limit. */
    QueueOfOne(TestTransport transport, ContextPool pool, long congestionMark, long limit) {
        this.pool = pool;
        this.connection = transport.open();
        this.queue = new DroppingSendQueue(connection, this, congestionMark, limit);
        connection.start(this);
    }

    /** A context with a text in it; null when none is free. */
    @Nullable IoContext filled(String text) {
        IoContext context = pool.acquire(text.length());
        if (context != null) {
            context.buffer().put(text.getBytes(US_ASCII)).flip();
            context.used(text.length());
        }
        return context;
    }

    /** A context with a text in it, announced and not offered yet. */
    IoContext announced(String text) {
        IoContext context = filled(text);
        if (context == null) {
            throw new AssertionError("no context is free");
        }
        queue.announce(Backlog.load(context, text.length()));
        return context;
    }

    /** Announces and offers as a session does; false when the queue is closed, and the context dropped. */
    boolean offer(String text) {
        return queue.offer(announced(text));
    }

    @Override
    public void sent(int bytes) {
        sentBytes.addAndGet(bytes);
    }

    @Override
    public void dropped(int bytes) {
        droppedBytes.addAndGet(bytes);
    }

    @Override
    public void relieved() {
        relieved.incrementAndGet();
    }

    @Override
    public void drained() {
        drained.incrementAndGet();
    }

    @Override
    public void sent(IoContext context) {
        queue.sent(context);
    }

    @Override
    public void failed(IoContext context, Throwable cause) {
        queue.failed(context);
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        queue.terminate();
        over.countDown();
    }

    @Override
    public void received(IoContext context) {
        throw new AssertionError("nothing was posted to receive");
    }

    @Override
    public void endOfStream(IoContext context) {
        throw new AssertionError("nothing was posted to receive");
    }
}
