package io.quayside.api.codec;

import static java.util.Objects.requireNonNull;

import io.quayside.api.Stable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A codec made of a framing and what is inside the frames; made by codec providers. It keeps C1 and C3, and watches over
 * the announced sizes (C4), so that a payload's author has only the bytes of one message to think of.
 *
 * <p>Immutable, and used by many threads at once.
 *
 * @param <M> the type of the messages
 * @since 0.1
 */
@Stable
public final class FramedCodec<M> implements Codec<M> {
    private final Framing framing;
    private final Payload<M> payload;

    /** Puts the two together. */
    public FramedCodec(Framing framing, Payload<M> payload) {
        this.framing = requireNonNull(framing, "framing");
        this.payload = requireNonNull(payload, "payload");
    }

    @Override
    public Class<M> messageType() {
        return payload.messageType();
    }

    @Override
    public int maximumFrameSize() {
        return framing.maximumFrame();
    }

    @Override
    public @Nullable M decode(ByteBuffer in, ByteBuffer view) {
        int size = framing.frameSize(in);
        if (size == UNKNOWN || size > in.remaining()) {
            return null;
        }
        int start = in.position();
        // The view is lent out again and again, and whoever had it last may have changed its byte order.
        view.order(ByteOrder.BIG_ENDIAN).limit(start + size).position(start);
        framing.unwrap(view);
        M message = payload.decode(view);
        in.position(start + size);
        return message;
    }

    @Override
    public int frameSize(ByteBuffer in) {
        return framing.frameSize(in);
    }

    @Override
    public int encodedSize(M message) {
        int size = payload.encodedSize(message);
        if (size > framing.maximumPayload()) {
            throw TooLarge.toSend(size, framing.maximumPayload());
        }
        return framing.sizeAround(size);
    }

    @Override
    public void encode(M message, ByteBuffer out) {
        int start = out.position();
        int size = payload.encodedSize(message);
        try {
            framing.begin(size, out);
            writePayload(message, size, out);
            framing.end(size, out);
        } catch (RuntimeException e) {
            undo(out, start, framing.sizeAround(size));
            throw e;
        }
    }

    /** A payload that lies about its size would turn everything after it in the stream into garbage. */
    private void writePayload(M message, int size, ByteBuffer out) {
        int end = out.position() + size;
        payload.encode(message, out);
        if (out.position() != end) {
            throw new IllegalStateException(payload.getClass().getName() + " announced " + size + " bytes and wrote "
                    + (out.position() - end + size) + " of them");
        }
    }

    /** Leaves nothing of a message behind in a buffer that somebody else may get next. */
    private static void undo(ByteBuffer out, int start, int size) {
        int end = Math.min(start + size, out.limit());
        for (int i = start; i < end; i++) {
            out.put(i, (byte) 0);
        }
        out.position(start);
    }
}
