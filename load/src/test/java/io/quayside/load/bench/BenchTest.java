package io.quayside.load.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs against servers of the tests, which are right, slow, wrong, silent or gone. */
class BenchTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int FRAME = 33;

    @ParameterizedTest
    @EnumSource
    void whatComesBackIsCounted(Protocol protocol) throws Exception {
        try (OneServer server = OneServer.echo()) {
            Plan plan =
                    new Plan(server.address(), protocol, 5, 32, 3, Duration.ofMillis(20), SHORT, 0, 2, Plans.PATIENCE);
            Result result = new Bench(plan).run();
            assertNull(result.failure());
            assertTrue(result.messages() > 0);
            assertEquals(result.messages() * FRAME, result.bytes());
            assertEquals(
                    (double) result.messages(),
                    (double) result.latencies().getTotalCount(),
                    result.messages() / 10.0 + 20);
            assertTrue(result.micros(50) <= result.micros(99.9) && result.micros(99.9) <= result.longestMicros());
            assertTrue(result.seconds() >= 0.2, () -> result.seconds() + " s");
            assertTrue(result.generatorBusy() > 0 && result.generatorBusy() <= 1);
            assertFalse(result.interrupted());
            assertNull(server.fault());
        }
    }

    @Test
    void largeMessagesComeBackInParts() throws Exception {
        try (OneServer server = OneServer.echo()) {
            Plan plan = new Plan(
                    server.address(), Protocol.FRAMES, 2, 1 << 20, 2, Duration.ZERO, SHORT, 0, 1, Plans.PATIENCE);
            Result result = new Bench(plan).run();
            assertNull(result.failure());
            assertTrue(result.messages() > 0);
        }
    }

    @Test
    void theOpenLoopSendsWhatIsDue() throws Exception {
        try (OneServer server = OneServer.echo()) {
            Result result = new Bench(Plans.open(server.address(), 3, 1000, Duration.ofMillis(300))).run();
            assertNull(result.failure());
            assertEquals(300, (double) result.latencies().getTotalCount(), 1);
            assertEquals(0, result.unanswered());
        }
    }

    /** It goes on reading, and ends, although more is overdue than it can ever send. */
    @Test
    void aRateThatIsTooHighIsMeasuredAllTheSame() throws Exception {
        try (OneServer server = OneServer.echo()) {
            Plan plan = Plans.open(server.address(), 4, 5e8, SHORT);
            Result result = new Bench(Plans.impatient(plan, Duration.ofSeconds(2))).run();
            assertNull(result.failure());
            assertTrue(result.messages() > 0);
            assertTrue(result.fellBehind(5e8));
        }
    }

    /**
     * The server keeps 200 echoes back until it has received the last of them. Each of them was due so many milliseconds
     * before that one, so a hundred of 600 took at least 100 ms, whatever the machine does.
     */
    @Test
    void whatAStallingServerKeepsBackIsInTheLatencies() throws Exception {
        try (OneServer server = new OneServer((in, out, socket) -> {
            OneServer.echoFor(in, out, 100 * FRAME);
            byte[] kept = in.readNBytes(200 * FRAME);
            out.write(kept);
            OneServer.echoFor(in, out, Long.MAX_VALUE);
        })) {
            Result result = new Bench(Plans.open(server.address(), 1, 1000, Duration.ofMillis(600))).run();
            assertNull(result.failure());
            assertEquals(600, (double) result.latencies().getTotalCount(), 1);
            assertTrue(result.micros(85) >= 99_000, () -> "p85 is " + result.micros(85));
            assertTrue(result.longestMicros() >= 198_000, () -> "max is " + result.longestMicros());
        }
    }

    @Test
    void aWrongByteIsFoundAndNamed() throws Exception {
        try (OneServer server = new OneServer((in, out, socket) -> {
            OneServer.echoFor(in, out, 7 * FRAME);
            byte[] frame = in.readNBytes(FRAME);
            frame[20] ^= 0x40;
            out.write(frame);
            OneServer.echoFor(in, out, Long.MAX_VALUE);
        })) {
            Failure failure = failureOf(Plans.closed(server.address(), 1, 1, LONG));
            assertEquals(Failure.Kind.WRONG, failure.kind());
            String where = "connection 0: byte " + (7 * FRAME + 20) + " of what came back is wrong: 0x";
            assertTrue(failure.message().startsWith(where), failure::message);
            assertTrue(failure.message().endsWith("at byte 20 of message 7"), failure::message);
        }
    }

    @Test
    void moreThanWasSentIsWrong() throws Exception {
        try (OneServer server = new OneServer((in, out, socket) -> {
            byte[] frame = in.readNBytes(FRAME);
            out.write(frame);
            out.write(frame);
            OneServer.echoFor(in, out, Long.MAX_VALUE);
        })) {
            assertEquals(
                    Failure.Kind.WRONG,
                    failureOf(Plans.closed(server.address(), 1, 1, LONG)).kind());
        }
    }

    @Test
    void aConnectionThatEndsIsLost() throws Exception {
        try (OneServer server = new OneServer((in, out, socket) -> OneServer.echoFor(in, out, 3 * FRAME))) {
            Failure failure = failureOf(Plans.closed(server.address(), 1, 1, LONG));
            assertEquals(Failure.Kind.LOST, failure.kind());
            assertTrue(failure.message().startsWith("connection 0: "), failure::message);
        }
    }

    @Test
    void aConnectionThatIsResetIsLost() throws Exception {
        try (OneServer server = new OneServer((in, out, socket) -> {
            OneServer.echoFor(in, out, 3 * FRAME);
            socket.setSoLinger(true, 0);
        })) {
            Failure failure = failureOf(Plans.closed(server.address(), 1, 1, LONG));
            assertEquals(Failure.Kind.LOST, failure.kind());
            assertTrue(failure.message().startsWith("connection 0: "), failure::message);
        }
    }

    /** In the measured time, and when nothing but its last echo is waited for. */
    @Test
    void anEchoThatNeverComesIsNoticed() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (OneServer server = new OneServer((in, out, socket) -> {
            OneServer.echoFor(in, out, 2 * FRAME);
            over.await();
        })) {
            for (Duration duration : new Duration[] {LONG, Duration.ofMillis(100)}) {
                Plan plan = Plans.impatient(Plans.closed(server.address(), 1, 4, duration), Duration.ofMillis(300));
                Failure failure = failureOf(plan);
                assertEquals(Failure.Kind.SILENT, failure.kind());
                assertEquals(
                        "connection 0: nothing has come back for 0.3 s, although 4 echoes are due (2 came before)",
                        failure.message());
            }
        } finally {
            over.countDown();
        }
    }

    @Test
    void aServerThatIsNotThereIsNotReachable() throws Exception {
        InetSocketAddress nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), free.getLocalPort());
        }
        Result result = new Bench(Plans.closed(nobody, 1, 1, LONG)).run();
        assertEquals(Failure.Kind.NOT_REACHABLE, assertNotNullFailure(result).kind());
        assertFalse(result.isMeasured());
    }

    @Test
    void whoStopsItGetsWhatWasMeasured() throws Exception {
        try (OneServer server = OneServer.echo()) {
            Bench bench = new Bench(Plans.closed(server.address(), 2, 1, LONG));
            Thread stopper = new Thread(() -> {
                while (bench.progress().nanos() < Duration.ofMillis(200).toNanos()) {
                    Thread.onSpinWait();
                }
                bench.stop();
            });
            stopper.start();
            Result result = bench.run();
            stopper.join();
            assertNull(result.failure());
            assertTrue(result.interrupted());
            assertTrue(result.isMeasured() && result.messages() > 0);
        }
    }

    /** What a stopped open loop still waits for counts with its age. */
    @Test
    void whatIsNotBackAtTheEndCountsWithItsAge() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch heard = new CountDownLatch(1);
        try (OneServer server = new OneServer((in, out, socket) -> {
            in.readNBytes(101 * FRAME);
            heard.countDown();
            over.await();
        })) {
            Bench bench = new Bench(Plans.open(server.address(), 1, 1000, LONG));
            Thread stopper = new Thread(() -> {
                try {
                    heard.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                bench.stop();
            });
            stopper.start();
            Result result = bench.run();
            assertTrue(result.unanswered() >= 100, () -> result.unanswered() + " unanswered");
            assertEquals(result.unanswered(), result.latencies().getTotalCount());
            assertTrue(result.longestMicros() >= 99_000, () -> "max is " + result.longestMicros());
        } finally {
            over.countDown();
        }
    }

    private static Failure failureOf(Plan plan) throws InterruptedException {
        return assertNotNullFailure(new Bench(plan).run());
    }

    private static Failure assertNotNullFailure(Result result) {
        Failure failure = result.failure();
        assertNotNull(failure, "no failure was noticed");
        return failure;
    }
}
