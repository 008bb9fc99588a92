package io.quayside.examples.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quayside.api.session.CloseReason;
import io.quayside.examples.telemetry.Message.Ack;
import io.quayside.examples.telemetry.Message.Alarm;
import io.quayside.examples.telemetry.Message.Query;
import io.quayside.examples.telemetry.Message.Report;
import io.quayside.examples.telemetry.Message.Subscribe;
import io.quayside.examples.telemetry.Message.Summary;
import io.quayside.testkit.HarnessClient;
import io.quayside.testkit.HarnessExtension;
import io.quayside.testkit.PluginHarness;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The plugin with the whole framework around it, on a network in memory, where half an hour takes a moment. */
class TelemetryHarnessTest {
    @RegisterExtension
    final HarnessExtension<Message> harness = HarnessExtension.of(PluginHarness.of(new TelemetryPluginProvider())
            .settings(Map.of("alarm-above", 50, "forget-after", "1h"))
            .session(Map.of("idle-timeout", "30s")));

    @Test
    void reportsAreAcknowledgedAndAddUp() {
        HarnessClient<Message> device = harness.connect();
        device.send(new Report(1, 1, 1, 1_000, 20)).send(new Report(1, 1, 2, 2_000, 40));
        device.expect(new Ack(1), new Ack(2));

        HarnessClient<Message> somebody = harness.connect();
        somebody.sendInPieces(new Query(1, 1), 1);
        somebody.expect(new Summary(1, 1, 2, 2_000, 40, 20, 40, 30));
        assertEquals(2, harness.get().metric("readings"));
    }

    @Test
    void anAlarmReachesThoseWhoSubscribed() {
        HarnessClient<Message> listener = harness.connect().send(new Subscribe());
        HarnessClient<Message> device = harness.connect().send(new Report(1, 1, 1, 0, 51));

        listener.expect(new Alarm(1, 1, 0, 51));
        device.expect(new Ack(1)).expectNothing();
        assertEquals(1, harness.get().metric("subscribers"));
        listener.close();
        assertEquals(0, harness.get().metric("subscribers"));
    }

    @Test
    void aSilentDeviceIsClosedAndAListenerIsNot() {
        HarnessClient<Message> listener = harness.connect().send(new Subscribe());
        HarnessClient<Message> device = harness.connect().send(new Report(1, 1, 1, 0, 0));
        harness.get().advance(Duration.ofSeconds(29));
        device.expect(new Ack(1)).expectOpen();
        harness.get().advance(Duration.ofSeconds(2));

        device.expectClosed(CloseReason.Kind.IDLE);
        listener.expectOpen();
    }

    @Test
    void aSensorIsForgottenInTime() {
        harness.connect().send(new Report(1, 1, 1, 0, 0));
        assertEquals(1, harness.get().metric("sensors"));
        harness.get().advance(Duration.ofMinutes(91));

        assertEquals(0, harness.get().metric("sensors"));
    }

    @Test
    void bytesThatAreNoMessageEndTheSession() {
        HarnessClient<Message> broken = harness.connect().sendBytes(new byte[] {0, 1, 99});

        broken.expectClosed(CloseReason.Kind.CODEC_ERROR);
    }
}
