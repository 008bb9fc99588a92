package io.quayside.tck.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.codec.Codec;
import io.quayside.api.codec.CodecException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Plays the session layer's part: collects what has come in one buffer and takes messages out until there are none, and
 * sees to it that the codec leaves the buffer as C1 says.
 */
final class Receiver<M> {
    private static final int REFUSED = -2;

    private final Codec<M> codec;
    private final UnaryOperator<M> keep;
    private final ByteBuffer in;
    private final ByteBuffer view;

    /**
     * @param keep makes something of a message that stays when the buffer is gone
     * @param in has room for all that will come
     */
    Receiver(Codec<M> codec, UnaryOperator<M> keep, ByteBuffer in) {
        this.codec = codec;
        this.keep = keep;
        this.in = in;
        this.view = in.duplicate();
        in.limit(in.position());
    }

    /** Takes more bytes of the stream; answers the messages that are complete now. */
    List<M> receive(byte[] stream, int from, int to) {
        int end = in.limit();
        in.limit(end + to - from).put(end, stream, from, to - from);
        List<M> messages = new ArrayList<>();
        for (M message = decode(); message != null; message = decode()) {
            messages.add(keep.apply(message));
        }
        return messages;
    }

    /** How many bytes wait for the rest of their frame. */
    int waiting() {
        return in.remaining();
    }

    private @Nullable M decode() {
        int start = in.position();
        int limit = in.limit();
        int announced = announced();
        @Nullable M message;
        try {
            message = codec.decode(in, view);
        } catch (CodecException e) {
            assertEquals(start, in.position(), "C1: what is refused is left as it was; the position after a throw");
            throw e;
        }
        assertNotEquals(REFUSED, announced, "C3: decode took what frameSize refused");
        assertEquals(limit, in.limit(), "C1: the limit is never changed; the limit after decode");
        int taken = in.position() - start;
        if (message == null) {
            assertEquals(0, taken, "C1: bytes that were taken, though there is no message");
            assertTrue(announced == Codec.UNKNOWN || announced > limit - start, "C1: a whole frame was not taken");
        } else {
            assertTrue(taken > 0, "C1: a message was made of nothing");
            assertTrue(announced == Codec.UNKNOWN || announced == taken, "C1: not as much was taken as announced");
        }
        return message;
    }

    /** Asks frameSize first, and goes on when it throws: decode has to refuse the same bytes by itself. */
    private int announced() {
        int start = in.position();
        int announced;
        try {
            announced = codec.frameSize(in);
        } catch (CodecException e) {
            announced = REFUSED;
        }
        assertEquals(start, in.position(), "C1: frameSize changes nothing; the position after it");
        return announced;
    }
}
