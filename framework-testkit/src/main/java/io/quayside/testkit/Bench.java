package io.quayside.testkit;

import io.quayside.api.session.CloseReason;
import io.quayside.transport.simulated.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The codec of a trial in a harness, with somebody beside it whom nothing that others send may disturb. */
final class Bench<M> implements AutoCloseable {
    private static final long LEAST_OUTBOUND = 256 << 10;
    private static final long MOST_OUTBOUND = 1 << 30;
    private static final int CONTEXTS_FOR_A_FRAME = 32;

    private final Trial<M> trial;
    private final Recorder<M> recorder;
    private final PluginHarness<M> harness;
    private final Sample<M> bystandersSample;
    private HarnessClient<M> bystander;

    /** What came of a stream: its messages, and why the session was closed, if it was. */
    record Outcome<M>(List<M> messages, @Nullable CloseReason reason) {
        boolean refused() {
            return reason != null;
        }

        /** How it stands with the session, in words. */
        String ending() {
            return reason == null ? "the session is open" : "the server has closed the session: " + reason;
        }
    }

    /** Opens a harness on a quiet network. */
    Bench(Trial<M> trial, List<Sample<M>> samples) {
        this(trial, samples, trial.kit().seed(), Faults.none(), false);
    }

    /**
     * Opens a harness.
     *
     * @param echoes whether every message is sent back
     */
    Bench(Trial<M> trial, List<Sample<M>> samples, long seed, Faults faults, boolean echoes) {
        this.trial = trial;
        this.recorder = new Recorder<>(trial.kit()::copy, echoes);
        long outbound = CONTEXTS_FOR_A_FRAME * (long) trial.kit().codec().maximumFrameSize();
        this.harness = PluginHarness.of(recorder, trial.kit().codec())
                .session(Map.of(
                        "idle-timeout",
                        "0s",
                        "outbound-limit",
                        Math.min(MOST_OUTBOUND, Math.max(LEAST_OUTBOUND, outbound))))
                .seed(seed)
                .faults(faults)
                .open();
        this.bystandersSample = samples.get(0);
        this.bystander = harness.connect();
    }

    PluginHarness<M> harness() {
        return harness;
    }

    HarnessClient<M> connect() {
        return harness.connect();
    }

    /** What came of what a client has sent since this was asked last. */
    Outcome<M> outcome(HarnessClient<M> client) {
        return new Outcome<>(recorder.take(client.address()), client.closeReason());
    }

    /** Sends pieces as long as the connection is open, by a client of their own, and ends the stream if it is still open then. */
    Outcome<M> play(List<byte[]> pieces) {
        HarnessClient<M> client = connect();
        for (byte[] each : pieces) {
            if (each.length > 0 && client.isOpen()) {
                client.sendBytes(each);
            }
        }
        Outcome<M> outcome = outcome(client);
        checkReason(outcome);
        if (client.isOpen()) {
            client.endStream();
            checkEnd(client);
        }
        client.close();
        return outcome;
    }

    /** After the end of its stream, a session has to have ended too, and nothing comes of what isn't whole. */
    void checkEnd(HarnessClient<M> client) {
        Outcome<M> end = outcome(client);
        if (!end.messages().isEmpty()) {
            trial.same(List.of(), end.messages(), "the stream has ended within a frame (C1)");
        }
        if (!end.refused()) {
            trial.found("the session is closed when its stream has ended", end.ending());
        }
        checkReason(end);
    }

    /** A codec that refuses bytes throws a CodecException, which tells why (C5). */
    private void checkReason(Outcome<M> outcome) {
        CloseReason reason = outcome.reason();
        if (reason == null || reason.kind() != CloseReason.Kind.CODEC_ERROR) {
            return;
        }
        if (reason.cause() != null) {
            trial.found("bytes that are no message are refused with a CodecException (C5)", outcome.ending());
        } else if (reason.detail().isBlank() || reason.detail().equals("null")) {
            trial.found("a reason that an operator can read (C5)", outcome.ending());
        }
    }

    /** Lets somebody else be in the middle of a frame meanwhile, who then goes on as if nothing had been. */
    void beside(Runnable disturbance) {
        byte[] frame = bystandersSample.frame();
        List<byte[]> halves = Pieces.cut(frame, frame.length / 2);
        bystander.sendBytes(halves.get(0));
        disturbance.run();
        if (bystander.isOpen()) {
            bystander.sendBytes(halves.get(1));
        }
        Outcome<M> outcome = outcome(bystander);
        trial.same(
                List.of(bystandersSample.message()),
                outcome.messages(),
                "this is another session, which was in the middle of a frame meanwhile; " + outcome.ending());
        if (!bystander.isOpen()) {
            bystander = connect();
        }
    }

    /** Closes the harness: what is left is a finding. */
    @Override
    public void close() {
        List<String> left = new ArrayList<>();
        try {
            harness.close();
        } catch (AssertionError e) {
            left.add(String.valueOf(e.getMessage()));
        }
        left.forEach(each -> trial.found("nothing is left at the end of this step", each));
    }
}
