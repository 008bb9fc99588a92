package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;

import ${package}.protocol.Frame;
import ${package}.protocol.Join;
import ${package}.protocol.Say;
import io.quayside.api.session.CloseReason;
import io.quayside.testkit.HarnessClient;
import io.quayside.testkit.HarnessExtension;
import io.quayside.testkit.PluginHarness;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The plugin in a server without a network, seen by its clients. Time passes only when a test says so. */
class ${className}HarnessTest {
    @RegisterExtension
    final HarnessExtension<Frame> harness = HarnessExtension.of(PluginHarness.of(new ${className}Provider())
            .settings(Map.of("greeting", "Hello", "longest-text", 10))
            .session(Map.of("idle-timeout", "1m")));

    @Test
    void everybodyHearsWhatSomebodySays() {
        HarnessClient<Frame> ann = joined("ann");
        HarnessClient<Frame> bob = joined("bob");

        ann.send(say("hi"));

        ann.expect(Answers.said("ann", "hi"));
        bob.expect(Answers.said("ann", "hi"));
        assertEquals(1, harness.get().metric("said"));
    }

    @Test
    void whoHasGoneHearsNothing() {
        HarnessClient<Frame> ann = joined("ann");
        HarnessClient<Frame> bob = joined("bob");

        bob.close();
        ann.send(say("hi")).expect(Answers.said("ann", "hi"));
    }

    @Test
    void joiningComesFirstAndOnce() {
        HarnessClient<Frame> ann = harness.connect();

        ann.send(say("hi")).expect(Answers.refused("join first"));
        ann.send(join("ann")).expect(Answers.welcome("Hello, ann"));
        ann.send(join("anna")).expect(Answers.refused("you have joined as ann"));
    }

    @Test
    void whatIsTooLongIsRefused() {
        HarnessClient<Frame> ann = joined("ann");

        ann.send(say("0123456789!")).expect(Answers.refused("a text has up to 10 characters"));
    }

    @Test
    void aFrameMayComeByteByByte() {
        HarnessClient<Frame> ann = harness.connect();

        ann.sendInPieces(join("ann"), 1).expect(Answers.welcome("Hello, ann"));
    }

    @Test
    void whoSaysNothingForAMinuteHasToGo() {
        HarnessClient<Frame> ann = joined("ann");

        harness.get().advance(Duration.ofSeconds(61));
        ann.expectClosed(CloseReason.Kind.IDLE);
    }

    private HarnessClient<Frame> joined(String name) {
        return harness.connect().send(join(name)).expect(Answers.welcome("Hello, " + name));
    }

    private static Frame join(String name) {
        return Frame.newBuilder().setJoin(Join.newBuilder().setName(name)).build();
    }

    private static Frame say(String text) {
        return Frame.newBuilder().setSay(Say.newBuilder().setText(text)).build();
    }
}
