package io.quayside.examples.embedded;

import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.session.CloseReason;
import io.quayside.codec.basic.LinesCodecProvider;
import io.quayside.testkit.HarnessClient;
import io.quayside.testkit.PluginHarness;
import org.junit.jupiter.api.Test;

/** The plugin with everything around it, on a network in memory; the close asserts that nothing is left. */
class GreeterHarnessTest {
    private final Codec<String> lines = new LinesCodecProvider()
            .open(Settings.none(), String.class, getClass().getClassLoader());

    @Test
    void greetsEachByName() {
        try (PluginHarness<String> harness =
                PluginHarness.of(new Greeter("Hello"), lines).open()) {
            HarnessClient<String> ann = harness.connect().send("Ann");
            harness.connect().sendInPieces("Bob", 1).expect("Hello, Bob");

            ann.expect("Hello, Ann").expectNothing().close();
            ann.expectClosed(CloseReason.Kind.PEER_CLOSED);
        }
    }
}
