package io.quayside.examples.resp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.session.CloseReason;
import io.quayside.testkit.HarnessClient;
import io.quayside.testkit.HarnessExtension;
import io.quayside.testkit.PluginHarness;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The plugin with codec, sessions and pool around it, on a network in memory; after each test, nothing may be left. */
class RespHarnessTest {
    private static final int MANY = 2_000;

    @RegisterExtension
    final HarnessExtension<Resp> harness = HarnessExtension.of(PluginHarness.of(new RespPluginProvider())
            .codec("resp", Map.of("max-frame", "4k"))
            .session(Map.of("outbound-limit", "64k", "outbound-congested", "8k", "stall-timeout", 0)));

    @Test
    void whatOneSetsAnotherGets() {
        harness.connect().send(Array.command("SET", "a", "1")).expect(Text.OK);
        harness.connect().sendInPieces(Array.command("GET", "a"), 1).expect(Bulk.of("1"));

        assertEquals(1, harness.get().metric("keys"));
        assertEquals(2, harness.get().metric("commands"));
    }

    @Test
    void commandsMayComeTogether() {
        HarnessClient<Resp> ann = harness.connect();
        ann.sendBytes("*1\r\n$4\r\nPING\r\nINCR n\r\n\r\nGET n\r\n*2\r\n$4\r\nECH".getBytes(US_ASCII));
        ann.expect(Text.PONG, new Whole(1), Bulk.of("1")).expectNothing();
        ann.sendBytes("O\r\n$2\r\nhi\r\n".getBytes(US_ASCII));
        ann.expect(Bulk.of("hi"));
    }

    @Test
    void quitEndsTheSessionBehindItsAnswer() {
        HarnessClient<Resp> ann = harness.connect();
        ann.sendBytes("QUIT\r\nPING\r\n".getBytes(US_ASCII));

        ann.expect(Text.OK).expectNothing().expectClosed(CloseReason.Kind.PLUGIN_CLOSED);
    }

    @Test
    void aBrokenRuleIsAnswered() {
        HarnessClient<Resp> ann = harness.connect();
        ann.sendBytes("*1\r\n$x\r\n*1\r\n".getBytes(US_ASCII));

        ann.expect(new Failure("ERR Protocol error: invalid bulk length")).expectNothing();
        ann.expectClosed(CloseReason.Kind.CODEC_ERROR);
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeItComes() {
        HarnessClient<Resp> ann = harness.connect();
        ann.sendBytes("$536870912\r\n".getBytes(US_ASCII));

        assertTrue(ann.receive() instanceof Failure failure && failure.text().contains("536870912"));
        ann.expectNothing().expectClosed(CloseReason.Kind.CODEC_ERROR);
    }

    @Test
    void anAnswerLargerThanAFrameIsReplaced() {
        HarnessClient<Resp> ann = harness.connect();
        ann.send(Array.command("SET", "a", "x".repeat(3_000))).expect(Text.OK);
        ann.send(Array.command("MGET", "a", "a"));

        assertTrue(ann.receive() instanceof Failure failure && failure.text().contains("4096"));
        ann.expectOpen();
    }

    /** Whoever doesn't read its answers isn't listened to; and loses none when it reads again. */
    @Test
    void aSlowReaderLosesNothing() {
        HarnessClient<Resp> ann = harness.connect();
        ann.send(Array.command("SET", "a", "y".repeat(1_000))).expect(Text.OK);
        ann.stopReading();
        for (int i = 0; i < MANY; i++) {
            ann.send(Array.command("GET", "a"));
        }
        assertTrue(harness.get().metric("commands") < MANY / 2, "it was listened to for all that");
        ann.startReading();

        List<Resp> answers = ann.receiveAll();
        assertEquals(Collections.nCopies(MANY, Bulk.of("y".repeat(1_000))), answers);
    }

    @Test
    void whoIsCutOffInTheMiddleLeavesNothing() {
        HarnessClient<Resp> ann = harness.connect();
        ann.sendBytes("*2\r\n$3\r\nGET\r\n$100\r\nabc".getBytes(US_ASCII)).reset();

        ann.expectClosed(CloseReason.Kind.CONNECTION_LOST);
    }
}
