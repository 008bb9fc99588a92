package com.example.room;

import io.quayside.api.session.CloseReason;
import io.quayside.testkit.ContextHold;
import io.quayside.testkit.HarnessClient;
import io.quayside.testkit.HarnessExtension;
import io.quayside.testkit.PluginHarness;
import io.quayside.transport.simulated.Faults;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RoomPluginTest {
    @RegisterExtension
    final HarnessExtension<String> harness =
            HarnessExtension.of(PluginHarness.of(new RoomProvider()).settings(Map.of("greeting", "hello")));

    @Test
    void everybodyHearsWhatIsSaid() {
        HarnessClient<String> ann = harness.connect().expect("hello");
        HarnessClient<String> bob = harness.connect().expect("hello");

        ann.sendInPieces("good morning", 1);
        bob.expect("good morning");
        ann.expectNothing();
    }

    @Test
    void theBellRingsEveryMinute() {
        HarnessClient<String> ann = harness.connect().expect("hello");

        harness.get().advance(Duration.ofSeconds(59));
        ann.expectNothing();
        harness.get().advance(Duration.ofSeconds(61));
        ann.expect("ding", "ding");
    }

    @Test
    void peopleComeAndGo() {
        HarnessClient<String> ann = harness.connect().expect("hello");
        harness.connect().send("quit").expect("hello").expectClosed(CloseReason.Kind.PLUGIN_CLOSED);
        harness.connect().reset().expectClosed(CloseReason.Kind.CONNECTION_LOST);

        ann.send("count").expect("1 are here");
    }

    @Test
    void anAnswerThatFindsNoContextEndsTheSession() {
        HarnessClient<String> ann = harness.connect().expect("hello");
        ContextHold hold = harness.get().exhaustContexts();
        ann.send("count").expectClosed(CloseReason.Kind.PLUGIN_CLOSED);
        hold.close();

        harness.connect().expect("hello");
    }

    @Test
    void aBadNetworkChangesNothing() {
        for (int seed = 0; seed < 20; seed++) {
            try (PluginHarness<String> bad = PluginHarness.of(new RoomProvider())
                    .seed(seed)
                    .faults(Faults.lossless())
                    .open()) {
                HarnessClient<String> ann = bad.connect().expect("welcome");
                HarnessClient<String> bob = bad.connect().expect("welcome");
                ann.send("one").send("two");
                bob.expect("one", "two");
            }
        }
    }
}
