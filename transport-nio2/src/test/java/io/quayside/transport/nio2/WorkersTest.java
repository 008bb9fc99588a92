package io.quayside.transport.nio2;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private Workers workers;

    @BeforeEach
    void start() throws Exception {
        workers = Workers.start(2);
    }

    @AfterEach
    void end() throws Exception {
        workers.end();
        workers.join();
    }

    @Test
    void tasksRunOnWorkersAndNowhereElse() throws Exception {
        CompletableFuture<Worker> current = new CompletableFuture<>();
        workers.execute(() -> current.complete(workers.current()));
        assertNotNull(current.get(20, TimeUnit.SECONDS));
        assertNull(workers.current());
    }

    @Test
    void theWorkersOfOthersAreForeign() throws Exception {
        Workers others = Workers.start(1);
        CompletableFuture<Boolean> foreign = new CompletableFuture<>();
        others.execute(() -> foreign.complete(workers.current() == null));
        assertTrue(foreign.get(20, TimeUnit.SECONDS));
        others.end();
        others.join();
    }

    @Test
    void aComplaintTellsWhereWorkersHang() throws Exception {
        LinkedBlockingQueue<LogRecord> logged = new LinkedBlockingQueue<>();
        Handler handler = new Queueing(logged);
        Logger logger = Logger.getLogger(Workers.class.getName());
        logger.addHandler(handler);
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        workers.execute(() -> hang(blocked, release));
        assertTrue(blocked.await(20, TimeUnit.SECONDS));
        workers.complain();
        release.countDown();
        logger.removeHandler(handler);
        String message = new SimpleFormatter().formatMessage(logged.remove());
        assertTrue(message.contains("quayside-nio2-"), message);
        assertTrue(message.contains(WorkersTest.class.getSimpleName() + ".hang"), message);
    }

    private static void hang(CountDownLatch blocked, CountDownLatch release) {
        blocked.countDown();
        try {
            assertFalse(release.await(20, TimeUnit.SECONDS) && release.getCount() > 0);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Queueing extends Handler {
        private final LinkedBlockingQueue<LogRecord> records;

        Queueing(LinkedBlockingQueue<LogRecord> records) {
            this.records = records;
        }

        @Override
        public void publish(LogRecord record) {
            records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
