package io.quayside.testkit;

import io.quayside.api.codec.Codec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message, encoded and decoded without a network: what can't stand that needn't be tried any further. */
final class RoundTrip {
    private RoundTrip() {}

    /** The sample with its frame, if its way there and back is as C4 has it. */
    static <M> Optional<Sample<M>> encode(Trial<M> trial, int number, M message) {
        Codec<M> codec = trial.kit().codec();
        trial.tries("sample " + number + " (" + Shown.message(message) + ")", "encoded and decoded");
        try {
            int size = codec.encodedSize(message);
            ByteBuffer out = ByteBuffer.allocate(size);
            codec.encode(message, out);
            if (out.hasRemaining()) {
                trial.found(
                        size + " bytes, as encodedSize announced (C4)", "encode wrote " + out.position() + " of them");
                return Optional.empty();
            }
            if (size > codec.maximumFrameSize()) {
                trial.found("a frame of at most " + codec.maximumFrameSize() + " bytes", "one of " + size);
                return Optional.empty();
            }
            Sample<M> sample = new Sample<>(number, trial.kit().copy(message), out.array());
            return comesBack(trial, codec, sample) ? Optional.of(sample) : Optional.empty();
        } catch (RuntimeException | Error e) {
            trial.found("an equal message (C4)", "the codec threw " + e);
            return Optional.empty();
        }
    }

    private static <M> boolean comesBack(Trial<M> trial, Codec<M> codec, Sample<M> sample) {
        ByteBuffer in = ByteBuffer.allocateDirect(sample.frame().length);
        in.put(sample.frame()).flip();
        @Nullable M decoded = codec.decode(in, in.duplicate());
        List<M> seen = decoded == null ? List.of() : List.of(decoded);
        if (decoded != null && in.hasRemaining()) {
            trial.found("the whole frame is taken (C1)", in.remaining() + " bytes of it are left");
            return false;
        }
        return trial.same(List.of(sample.message()), seen, "the codec decoded its own frame (C4)");
    }
}
