package io.quayside.testkit;

import static java.util.Objects.requireNonNull;

import io.quayside.api.Open;
import io.quayside.api.codec.Codec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/**
 * Tries a codec out in the server's own pipeline, on a simulated network, with the worst that peers do: frames cut at every
 * position, several in one piece, cut short, with hostile lengths, garbage, resets within a frame, readers that are slow, floods.
 *
 * <pre>{@code
 * ProtocolKit.of(codec, List.of("", "hello", "x".repeat(1000))).check().assertPasses();
 * }</pre>
 *
 * <p>What has to hold: the messages are the same however the stream is cut (C1, C2); bytes that are no message end their
 * session, for a reason that an operator can read (C5), or wait for more; they take no memory (C3), and no time; other sessions
 * don't notice; and nothing is left in the end. Not safe for use by several threads at once.
 *
 * @param <M> the type of the messages
 * @since 0.1
 */
@Open
public final class ProtocolKit<M> {
    private final Codec<M> codec;
    private final List<M> samples;
    private BiPredicate<? super M, ? super M> sameness = Objects::equals;
    private UnaryOperator<M> copier = ProtocolKit::copyIfBuffer;
    private long seed = 1;
    private Duration patience = Duration.ofMinutes(1);

    private ProtocolKit(Codec<M> codec, List<M> samples) {
        this.codec = requireNonNull(codec, "codec");
        this.samples = List.copyOf(samples);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("there has to be a sample, or nothing can be tried");
        }
    }

    /**
     * A kit for a codec.
     *
     * @param samples messages of the protocol, one or more; the more they differ, in size too, the better
     */
    public static <M> ProtocolKit<M> of(Codec<M> codec, List<M> samples) {
        return new ProtocolKit<>(codec, samples);
    }

    /** When two messages are the same; if they are equal, unless called. */
    public ProtocolKit<M> sameness(BiPredicate<? super M, ? super M> sameness) {
        this.sameness = requireNonNull(sameness, "sameness");
        return this;
    }

    /**
     * Makes something of a message that stays when the receive buffer is gone, for messages that view it. Unless called, that is
     * a copy of what is a ByteBuffer, and every other message itself.
     */
    public ProtocolKit<M> copier(UnaryOperator<M> copier) {
        this.copier = requireNonNull(copier, "copier");
        return this;
    }

    /** What garbage and networks are drawn from; 1 unless called. */
    public ProtocolKit<M> seed(long seed) {
        this.seed = seed;
        return this;
    }

    /** How long all of it may take, in real time, before it counts as hanging; a minute unless called. */
    public ProtocolKit<M> patience(Duration patience) {
        this.patience = requireNonNull(patience, "patience");
        return this;
    }

    /**
     * Tries everything; may be called again. It runs on a thread of its own: one that hangs in the codec is interrupted, and left
     * behind if that doesn't help.
     */
    public ProtocolReport check() {
        return new ProtocolRun<>(this).report(patience);
    }

    Codec<M> codec() {
        return codec;
    }

    List<M> samples() {
        return samples;
    }

    boolean same(M one, M other) {
        return sameness.test(one, other);
    }

    M copy(M message) {
        return copier.apply(message);
    }

    long seed() {
        return seed;
    }

    @SuppressWarnings("unchecked") // a buffer's copy is what the codec takes for one
    private static <M> M copyIfBuffer(M message) {
        if (message instanceof ByteBuffer buffer) {
            ByteBuffer copy = ByteBuffer.allocate(buffer.remaining());
            return (M) copy.put(buffer.duplicate()).flip();
        }
        return message;
    }
}
