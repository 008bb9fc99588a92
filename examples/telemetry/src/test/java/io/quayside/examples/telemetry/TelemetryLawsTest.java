package io.quayside.examples.telemetry;

import io.quayside.examples.telemetry.Message.Ack;
import io.quayside.examples.telemetry.Message.Query;
import io.quayside.examples.telemetry.Message.Report;
import io.quayside.examples.telemetry.Message.Subscribe;
import io.quayside.testkit.PluginLawsTest;
import java.util.List;

/** The laws of plugins, G1 to G3, for this one, made as a server makes it. */
class TelemetryLawsTest extends PluginLawsTest<Message> {
    TelemetryLawsTest() {
        super(
                new TelemetryPluginProvider(),
                List.of(new Report(1, 1, 1, 0, 200), new Query(1, 1), new Subscribe(), new Ack(1)));
    }
}
