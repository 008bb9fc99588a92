package io.quayside.tck.plugin;

import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A session without a connection: tasks wait in it until the contract runs them, after the callback. */
final class PlayedSession<M> implements Session<M> {
    private final PlayedSessions<M> layer;
    private final long id;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final AtomicInteger sent = new AtomicInteger();
    private volatile @Nullable Object attachment;
    private volatile boolean open = true;
    private volatile boolean paused;
    private boolean over;
    volatile SendResult answer = SendResult.QUEUED;
    volatile @Nullable RuntimeException failure;

    PlayedSession(PlayedSessions<M> layer, long id) {
        this.layer = layer;
        this.id = id;
    }

    /** How many messages were taken for the peer. */
    int sent() {
        return sent.get();
    }

    @Nullable Runnable nextTask() {
        synchronized (tasks) {
            return tasks.poll();
        }
    }

    /** From now on no task is taken. */
    void end() {
        synchronized (tasks) {
            open = false;
            over = true;
        }
        layer.ended(this);
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public SocketAddress remoteAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), (int) (1_024 + id));
    }

    @Override
    public SocketAddress localAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public SendResult send(M message) {
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        SendResult result = open ? answer : SendResult.CLOSED;
        if (result.taken()) {
            sent.incrementAndGet();
        }
        return result;
    }

    @Override
    public long queuedBytes() {
        return 0;
    }

    @Override
    public void established() {}

    @Override
    public void pauseReceiving() {
        paused = true;
    }

    @Override
    public void resumeReceiving() {
        paused = false;
    }

    /** Whether it is to be handed no message. */
    boolean isPaused() {
        return paused;
    }

    @Override
    public void shutdownOutput() {
        answer = SendResult.CLOSED;
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public void close(String detail) {
        open = false;
    }

    @Override
    public void abort() {
        open = false;
    }

    @Override
    public boolean execute(Runnable task) {
        synchronized (tasks) {
            return !over && tasks.add(task);
        }
    }

    @Override
    public boolean offload(Runnable task) {
        return execute(task);
    }

    @Override
    public @Nullable Object attachment() {
        return attachment;
    }

    @Override
    public void attach(@Nullable Object kept) {
        attachment = kept;
    }
}
