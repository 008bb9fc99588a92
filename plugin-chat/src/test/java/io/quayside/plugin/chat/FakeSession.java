package io.quayside.plugin.chat;

import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionHandler;
import io.quayside.chat.v1.Frame;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session with no connection that keeps the laws S1 to S6: callbacks and tasks go through a mailbox that whichever thread
 * finds it idle works off, and closed comes last.
 */
final class FakeSession implements Session<Frame> {
    private static final AtomicLong IDS = new AtomicLong();
    private static final ThreadLocal<Boolean> OFF_THE_WORKERS = ThreadLocal.withInitial(() -> false);

    private final long id = IDS.incrementAndGet();
    private volatile boolean established;
    private final SessionHandler<Frame> handler;
    private final boolean takesTasksUntilTheEnd;
    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final BlockingQueue<Frame> sent = new LinkedBlockingQueue<>();
    private final Set<FakeGroup> groups = ConcurrentHashMap.newKeySet();
    private final List<Throwable> failures = new ArrayList<>();
    private volatile SendResult result = SendResult.QUEUED;
    private volatile Consumer<Frame> witness = frame -> {};
    private volatile @Nullable String closeDetail;
    private volatile boolean ended;
    private volatile @Nullable Object attachment;
    private boolean open = true;
    private boolean over;

    /**
     * Opens a session.
     *
     * @param handler what is told of its events
     * @param takesTasksUntilTheEnd whether tasks are taken after a close too, until the end: the law leaves both open
     */
    FakeSession(SessionHandler<Frame> handler, boolean takesTasksUntilTheEnd) {
        this.handler = handler;
        this.takesTasksUntilTheEnd = takesTasksUntilTheEnd;
        deliver(() -> handler.opened(this));
    }

    /** Whether the calling thread runs an offloaded task. */
    static boolean offTheWorkers() {
        return OFF_THE_WORKERS.get();
    }

    void receive(Frame frame) {
        deliver(() -> {
            if (isOpen()) {
                handler.message(this, frame);
            }
        });
    }

    void goIdle() {
        deliver(() -> handler.idle(this));
    }

    /** The peer vanishes. */
    void lose() {
        close(Kind.CONNECTION_LOST, "reset by the test");
    }

    /** What sends answer from now on; what they don't take is not recorded. */
    void sendsAnswer(SendResult answer) {
        result = answer;
    }

    /** Is shown every frame at the moment it is taken. */
    void witness(Consumer<Frame> shown) {
        witness = shown;
    }

    /** Nothing is called any more until {@link #resume}, as when a callback takes long. */
    void hold() {
        pending.incrementAndGet();
    }

    void resume() {
        if (pending.decrementAndGet() > 0) {
            workOff();
        }
    }

    BlockingQueue<Frame> sent() {
        return sent;
    }

    @Nullable String closeDetail() {
        return closeDetail;
    }

    /** Whether the closed callback has returned. */
    boolean ended() {
        return ended;
    }

    synchronized List<Throwable> failures() {
        return List.copyOf(failures);
    }

    /** For groups: false when it is too late to join. */
    synchronized boolean joins(FakeGroup group) {
        return open && groups.add(group);
    }

    void leaves(FakeGroup group) {
        groups.remove(group);
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public SocketAddress remoteAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public SocketAddress localAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 2);
    }

    @Override
    public synchronized boolean isOpen() {
        return open;
    }

    @Override
    public synchronized SendResult send(Frame message) {
        if (!open) {
            return SendResult.CLOSED;
        }
        SendResult answer = result;
        if (answer.taken()) {
            witness.accept(message);
            sent.add(message);
        }
        return answer;
    }

    @Override
    public void pauseReceiving() {
        throw new UnsupportedOperationException("the chat pauses nobody");
    }

    @Override
    public void resumeReceiving() {
        throw new UnsupportedOperationException("the chat pauses nobody");
    }

    @Override
    public void shutdownOutput() {
        throw new UnsupportedOperationException("the chat's sessions end as a whole");
    }

    @Override
    public void established() {
        established = true;
    }

    boolean isEstablished() {
        return established;
    }

    @Override
    public long queuedBytes() {
        return 0;
    }

    @Override
    public void close() {
        close("no detail");
    }

    @Override
    public void close(String detail) {
        close(Kind.PLUGIN_CLOSED, detail);
    }

    @Override
    public void abort() {
        close(Kind.PLUGIN_CLOSED, "aborted");
    }

    @Override
    public boolean execute(Runnable task) {
        synchronized (this) {
            if (over || (!open && !takesTasksUntilTheEnd)) {
                return false;
            }
            mailbox.add(task);
        }
        entered();
        return true;
    }

    @Override
    public boolean offload(Runnable task) {
        return execute(() -> {
            OFF_THE_WORKERS.set(true);
            try {
                task.run();
            } finally {
                OFF_THE_WORKERS.remove();
            }
        });
    }

    @Override
    public @Nullable Object attachment() {
        return attachment;
    }

    @Override
    public void attach(@Nullable Object attached) {
        attachment = attached;
    }

    @Override
    public String toString() {
        return "session " + id;
    }

    private void close(Kind kind, String detail) {
        synchronized (this) {
            if (!open) {
                return;
            }
            open = false;
            closeDetail = detail;
        }
        deliver(() -> end(kind, detail));
    }

    private void end(Kind kind, String detail) {
        synchronized (this) {
            over = mailbox.isEmpty();
        }
        if (!over) {
            deliver(() -> end(kind, detail));
            return;
        }
        groups.forEach(group -> group.remove(this));
        handler.closed(this, new CloseReason(kind, detail, null));
        ended = true;
    }

    private void deliver(Runnable callback) {
        mailbox.add(callback);
        entered();
    }

    private void entered() {
        if (pending.getAndIncrement() == 0) {
            workOff();
        }
    }

    private void workOff() {
        do {
            try {
                mailbox.remove().run();
            } catch (RuntimeException | java.lang.Error failure) {
                synchronized (this) {
                    failures.add(failure);
                }
                close(Kind.PLUGIN_ERROR, failure.toString());
            }
        } while (pending.decrementAndGet() > 0);
    }
}
