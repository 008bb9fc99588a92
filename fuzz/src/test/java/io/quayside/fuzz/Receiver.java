package io.quayside.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.codec.Codec;
import io.quayside.api.codec.CodecException;
import io.quayside.fuzz.Model.Kind;
import io.quayside.fuzz.Model.Outcome;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Receives a stream piece by piece as a session does, with no more room than the largest frame needs, and compares every
 * step with the model.
 */
final class Receiver<M> {
    private static final int REFUSED = -2;

    private final Codec<M> codec;
    private final Model<M> model;
    private final UnaryOperator<M> keep;
    private final byte[] stream;
    private final ByteBuffer in;
    private final ByteBuffer view;
    private final int start;
    private final int room;
    private final List<M> messages = new ArrayList<>();
    private int came;
    private int frame;
    private int announced = Codec.UNKNOWN;
    private boolean refused;

    Receiver(Codec<M> codec, Model<M> model, UnaryOperator<M> keep, byte[] stream, ByteBuffer in) {
        this.codec = codec;
        this.model = model;
        this.keep = keep;
        this.stream = stream;
        this.in = in;
        this.view = in.duplicate();
        this.start = in.position();
        this.room = in.remaining();
        in.limit(start);
    }

    /** The messages, up to the end or to the first that is refused. */
    List<M> receive(Pieces pieces) {
        while (came < stream.length && !refused) {
            int piece = pieces.next(stream.length - came);
            for (int end = came + piece; came < end && !refused; ) {
                add(Math.min(end - came, makeRoom()));
                while (takeOne()) {}
            }
        }
        return messages;
    }

    private int makeRoom() {
        int kept = in.remaining();
        if (in.limit() - start == room) {
            for (int i = 0; i < kept; i++) {
                in.put(start + i, in.get(in.position() + i));
            }
            in.limit(start + kept).position(start);
        }
        int free = room - (in.limit() - start);
        assertTrue(free > 0, () -> "C3: as many bytes as the largest frame has wait for more: " + kept);
        return free;
    }

    private void add(int count) {
        int end = in.limit();
        in.limit(end + count).put(end, stream, came, count);
        came += count;
    }

    /** Takes a message if the model says that there is one. */
    private boolean takeOne() {
        Outcome<M> expected = model.next(stream, frame, came);
        askSize(expected);
        int position = in.position();
        int limit = in.limit();
        @Nullable M message = null;
        String reason = null;
        try {
            message = codec.decode(in, view);
        } catch (CodecException e) {
            reason = String.valueOf(e.getMessage());
        }
        assertEquals(limit, in.limit(), "C1: the limit after decode");
        assertEquals(position + expected.size(), in.position(), () -> "C1: the position after " + expected);
        assertEquals(expected.kind() == Kind.REFUSE, reason != null, "C3, C5: refused: " + reason + ", " + expected);
        assertEquals(expected.kind() == Kind.MESSAGE, message != null, () -> "C1, C2: a message, " + expected);
        for (int i = 0; i < limit - position; i++) {
            assertEquals(stream[frame + i], in.get(position + i), "decode has changed what was received");
        }
        if (reason != null) {
            refused = true;
            assertFalse(reason.isBlank(), "C5: a refusal without a reason");
        }
        if (message == null) {
            return false;
        }
        M kept = keep.apply(message);
        assertEquals(expected.message(), kept, "C2: the message");
        messages.add(kept);
        frame += expected.size();
        announced = Codec.UNKNOWN;
        return true;
    }

    /** What frameSize says fits the model, and what it said before. */
    private void askSize(Outcome<M> expected) {
        int position = in.position();
        int limit = in.limit();
        int size;
        try {
            size = codec.frameSize(in);
        } catch (CodecException e) {
            size = REFUSED;
        }
        assertEquals(position, in.position(), "the position after frameSize");
        assertEquals(limit, in.limit(), "the limit after frameSize");
        assertTrue(size <= codec.maximumFrameSize(), "C3: frameSize lets a frame pass that is too large");
        if (size == REFUSED) {
            assertEquals(Kind.REFUSE, expected.kind(), "C3: refused by frameSize");
            return;
        }
        switch (expected.kind()) {
            case MESSAGE -> assertEquals(expected.size(), size, "frameSize of a whole frame");
            case WAIT ->
                assertTrue(size == Codec.UNKNOWN || size > limit - position, "C1: frameSize says that all is here");
            case REFUSE -> {
                // The frame is one, and has no message in it.
            }
        }
        assertTrue(announced == Codec.UNKNOWN || announced == size, "C2: frameSize has changed its mind");
        announced = size;
    }
}
