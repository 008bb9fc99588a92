package io.quayside.examples.telemetry;

import io.quayside.examples.telemetry.Message.Ack;
import io.quayside.examples.telemetry.Message.Alarm;
import io.quayside.examples.telemetry.Message.Query;
import io.quayside.examples.telemetry.Message.Report;
import io.quayside.examples.telemetry.Message.Subscribe;
import io.quayside.examples.telemetry.Message.Summary;
import io.quayside.testkit.ProtocolKit;
import io.quayside.testkit.ProtocolKitTest;
import java.util.List;

/** Cuts, floods, garbage, hostile lengths, resets: all that a stream can go through, with the sessions around the codec. */
class TelemetryProtocolTest extends ProtocolKitTest<Message> {
    TelemetryProtocolTest() {
        super(ProtocolKit.of(
                TelemetryCodecProvider.codec(),
                List.of(
                        new Report(1, 2, 3, 4, 5.5),
                        new Ack(-1),
                        new Query(1, 2),
                        new Summary(1, 2, 3, 4, 5, 6, 7, 8),
                        new Subscribe(),
                        new Alarm(1, 2, 3, -0.0))));
    }
}
