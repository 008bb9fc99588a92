package io.quayside.benchmarks.soak;

import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.Session;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Echoes, but hangs up now and then: in opened, in message, before and after the echo, in order and with a reset; and a thread
 * of its own closes sessions that were opened lately, whatever they are at.
 */
final class HangingUpPlugin implements Plugin<ByteBuffer> {
    private static final int ONE_OF = 64;
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final AtomicReferenceArray<Session<ByteBuffer>> recent = new AtomicReferenceArray<>(ONE_OF);
    private final Thread closer = new Thread(this::hangUpOnAnybody, "soak-closer");
    private volatile boolean stopping;

    @Override
    public void start() {
        closer.start();
    }

    @Override
    public void stop() throws InterruptedException {
        stopping = true;
        closer.join();
        for (int i = 0; i < ONE_OF; i++) {
            recent.set(i, null);
        }
    }

    @Override
    public void opened(Session<ByteBuffer> session) {
        recent.set((int) (session.id() & (ONE_OF - 1)), session);
        if (now()) {
            hangUp(session);
        }
    }

    @Override
    public void message(Session<ByteBuffer> session, ByteBuffer message) {
        if (now()) {
            hangUp(session);
        }
        session.send(message);
        if (now()) {
            hangUp(session);
        }
    }

    private void hangUpOnAnybody() {
        while (!stopping) {
            LockSupport.parkNanos(PAUSE_NANOS);
            Session<ByteBuffer> session = recent.get(ThreadLocalRandom.current().nextInt(ONE_OF));
            if (session != null) {
                hangUp(session);
            }
        }
    }

    private static boolean now() {
        return ThreadLocalRandom.current().nextInt(ONE_OF) == 0;
    }

    private static void hangUp(Session<ByteBuffer> session) {
        if (ThreadLocalRandom.current().nextBoolean()) {
            session.close();
        } else {
            session.abort();
        }
    }
}
