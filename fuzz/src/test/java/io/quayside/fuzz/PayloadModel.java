package io.quayside.fuzz;

import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Payloads behind varint32 lengths.
 *
 * @param frames where they begin and end
 * @param parse makes a message of a payload; null when it is none
 * @param sendable whether a message can be sent
 */
record PayloadModel<M>(VarintModel frames, Function<byte[], @Nullable M> parse, Predicate<M> sendable)
        implements Model<M> {
    @Override
    public Outcome<M> next(byte[] stream, int from, int to) {
        Outcome<ByteBuffer> frame = frames.next(stream, from, to);
        ByteBuffer payload = frame.message();
        if (payload == null) {
            return new Outcome<>(frame.kind(), 0, null);
        }
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        M message = parse.apply(bytes);
        return message == null ? Outcome.refuses() : Outcome.message(frame.size(), message);
    }

    @Override
    public boolean canSend(M message) {
        return sendable.test(message);
    }
}
