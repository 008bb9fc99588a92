package io.quayside.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.QuaysideException;
import io.quayside.api.codec.Codec;
import io.quayside.api.codec.FramedCodec;
import io.quayside.api.codec.Framings;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.Session;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is wrong is found, and told in words. */
class HarnessFindsTest {
    private static final Codec<String> CODEC = new FramedCodec<>(Framings.lines(1000), new TextPayload());

    private static PluginHarness<String> room() {
        return PluginHarness.of(new RoomProvider()).open();
    }

    private static String close(PluginHarness<?> harness) {
        return said(assertThrows(AssertionError.class, harness::close));
    }

    private static String said(Throwable error) {
        return String.valueOf(error.getMessage());
    }

    private static void assertSays(String text, String... parts) {
        for (String part : parts) {
            assertTrue(text.contains(part), () -> "\"" + part + "\" is not in: " + text);
        }
    }

    @Test
    void anotherMessageThanExpected() {
        try (PluginHarness<String> harness = room()) {
            HarnessClient<String> ann = harness.connect();
            HarnessClient<String> bob = harness.connect();
            ann.send("hello");
            assertSays(
                    said(assertThrows(AssertionError.class, () -> bob.expect("good-bye"))),
                    "client 2 expected \"good-bye\", and \"hello\" came",
                    "the server: has it as an open session",
                    "virtual time: 0.0",
                    "seed 1",
                    "writes 6 \"hello\\n\"");
        }
    }

    @Test
    void nothingWhereSomethingWasExpected() {
        try (PluginHarness<String> harness = room()) {
            HarnessClient<String> ann = harness.connect().send("/quit");
            assertSays(
                    said(assertThrows(AssertionError.class, ann::receive)),
                    "client 1 expected a message, and nothing came; the server has closed the connection",
                    "the server: has closed the session: PLUGIN_CLOSED (quit)");
            assertSays(said(assertThrows(AssertionError.class, ann::expectOpen)), "it is not: the server has closed");
            assertSays(
                    said(assertThrows(AssertionError.class, () -> ann.expectClosed(Kind.IDLE))),
                    "expected the server to close the session as IDLE",
                    "PLUGIN_CLOSED (quit)");
        }
    }

    @Test
    void somethingWhereNothingWasExpected() {
        try (PluginHarness<String> harness = room()) {
            HarnessClient<String> ann = harness.connect();
            HarnessClient<String> bob = harness.connect();
            ann.send("hello");
            assertSays(
                    said(assertThrows(AssertionError.class, bob::expectNothing)),
                    "expected nothing, and \"hello\" came");
            assertSays(said(assertThrows(AssertionError.class, bob::expectClosed)), "to be closed, and it is open");
        }
    }

    @Test
    void anUnknownMetricWithThoseThereAre() {
        try (PluginHarness<String> harness = room()) {
            assertSays(said(assertThrows(AssertionError.class, () -> harness.metric("limes"))), "limes", "lines");
        }
    }

    @Test
    void aCallbackThatThrows() {
        PluginHarness<String> harness = room();
        harness.connect().send("/fail");
        assertSays(close(harness), "nobody asked for what was thrown", "message threw", "failed on purpose");
    }

    @Test
    void aCallbackThatThrowsAsTheTestExpects() {
        try (PluginHarness<String> harness = room()) {
            HarnessClient<String> ann = harness.connect();
            HarnessClient<String> bob = harness.connect();
            ann.send("/fail").expectClosed(Kind.PLUGIN_ERROR);
            bob.send("/fail").expectClosed();
            assertEquals(2, harness.failures().size());
        }
    }

    @Test
    void timersAndWorkThatThrow() {
        PluginHarness<String> harness = room();
        harness.connect().send("/bad timer");
        harness.connect().send("/bad work");
        harness.advance(Duration.ofSeconds(1));
        assertSays(close(harness), "the timer failed on purpose", "the work failed on purpose");
    }

    @Test
    void aContextThatDoesNotComeBack() {
        PluginHarness<String> harness = room();
        harness.connect();
        assertNotNull(harness.pool().contexts().acquire(600));
        assertSays(
                close(harness), "1 I/O contexts of the 1 still out", "I/O context of 4096 bytes", "HarnessFindsTest");
    }

    @Test
    void aThreadThatIsLeft() {
        CountDownLatch end = new CountDownLatch(1);
        PluginHarness<String> harness =
                PluginHarness.of(new Threader(end, false), CODEC).open();
        assertSays(close(harness), "a thread is alive that was made at io.quayside.testkit.HarnessFindsTest$Threader");
        end.countDown();
    }

    @Test
    void aThreadThatHasEndedIsNoLeak() {
        PluginHarness.of(new Threader(new CountDownLatch(1), true), CODEC)
                .open()
                .close();
    }

    @Test
    void aStartThatThrows() {
        HarnessBuilder<String> builder = PluginHarness.of(new Stubborn(true), CODEC);
        assertEquals(
                "QS-302", assertThrows(QuaysideException.class, builder::open).code());
    }

    @Test
    void aStopThatThrows() {
        assertSays(
                close(PluginHarness.of(new Stubborn(false), CODEC).open()), "the plugin's stop threw", "not stopping");
    }

    @Test
    void whatHasNoEnd() {
        try (PluginHarness<String> harness = room()) {
            HarnessClient<String> ann = harness.connect();
            assertSays(
                    said(assertThrows(AssertionError.class, () -> ann.send("/for ever"))),
                    "there is no end to what happens");
            ((RoomPlugin) harness.plugin()).ever = false;
        }
    }

    @Test
    void anInstanceThatWasStartedBefore() {
        HarnessBuilder<String> builder = PluginHarness.of(new Threader(new CountDownLatch(1), true), CODEC);
        builder.open().close();
        assertThrows(IllegalStateException.class, builder::open);
    }

    /** Starts a thread, and perhaps ends it. */
    private static final class Threader implements Plugin<String> {
        private final CountDownLatch end;
        private final boolean tidy;

        Threader(CountDownLatch end, boolean tidy) {
            this.end = end;
            this.tidy = tidy;
        }

        @Override
        public void start() {
            Thread thread = new Thread(this::waitForEnd, "a plugin's thread");
            thread.setDaemon(true);
            thread.start();
        }

        private void waitForEnd() {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void message(Session<String> session, String message) {}

        @Override
        public void stop() {
            if (tidy) {
                end.countDown();
            }
        }
    }

    /** Doesn't start, or doesn't stop. */
    private record Stubborn(boolean rests) implements Plugin<String> {
        @Override
        public void start() {
            if (rests) {
                throw new IllegalStateException("not starting");
            }
        }

        @Override
        public void message(Session<String> session, String message) {}

        @Override
        public void stop() {
            throw new IllegalStateException("not stopping");
        }
    }
}
