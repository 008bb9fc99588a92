package io.quayside.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.quayside.api.codec.Codec;
import io.quayside.fuzz.Model.Kind;
import io.quayside.fuzz.Model.Outcome;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Puts a codec through C1 to C5: the bytes are received in the fuzzer's pieces and all at once, and what was received is sent
 * and received again. For one thread.
 */
final class CodecCheck<M> {
    /** Far more than any codec needs for what it gets here, and far less than a hostile length asks for. */
    private static final long MOST_ALLOCATED = 4 << 20;

    private static final int MOST_PER_BYTE = 2 << 10;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Memory memory;
    private final Codec<M> codec;
    private final Model<M> model;
    private final UnaryOperator<M> keep;
    private long allocated;

    /**
     * @param keep makes something of a message that stays when its buffer is gone
     */
    CodecCheck(Memory memory, Codec<M> codec, Model<M> model, UnaryOperator<M> keep) {
        this.memory = memory;
        this.codec = codec;
        this.model = model;
        this.keep = keep;
    }

    /**
     * Receives a stream.
     *
     * @param kind the memory's kind: any number
     */
    void receives(int kind, Pieces pieces, byte[] stream) {
        int room = Math.min(codec.maximumFrameSize(), stream.length + 1);
        List<M> messages = receive(memory.room(kind, room), pieces, stream);
        List<M> again = receiveAllAtOnce(kind, stream);
        requireLittleAllocated(kind, stream);
        assertEquals(again, messages, "C2: the messages, all at once and in pieces");
        messages.forEach(message -> sends(kind, message));
    }

    private List<M> receive(ByteBuffer in, Pieces pieces, byte[] stream) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        List<M> messages = new Receiver<>(codec, model, keep, stream, in).receive(pieces);
        allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        memory.requireUntouched();
        return messages;
    }

    /** In other memory. */
    private List<M> receiveAllAtOnce(int kind, byte[] stream) {
        return receive(memory.room(kind + 5, stream.length + 1), new Pieces(new Input(new byte[0])), stream);
    }

    /** Whoever comes first has classes loaded, and instrumented, on the same thread; nobody is first for the third time. */
    private void requireLittleAllocated(int kind, byte[] stream) {
        long most = MOST_ALLOCATED + (long) MOST_PER_BYTE * stream.length;
        for (int i = 0; i < 2 && allocated >= most; i++) {
            receiveAllAtOnce(kind, stream);
        }
        assertTrue(allocated < most, () -> "C3: " + allocated + " bytes were allocated for " + stream.length);
    }

    /** Sends a message, if the model says that it can be sent, and receives it. */
    void sends(int kind, M message) {
        boolean can = model.canSend(message);
        M before = keep.apply(message);
        byte[] frame = null;
        String why = null;
        try {
            frame = encoded(kind, message);
        } catch (IllegalArgumentException e) {
            why = e.getMessage();
        }
        assertEquals(can, frame != null, "C4: " + message + " can be sent; refused: " + why);
        assertEquals(before, keep.apply(message), "C4: the message after encode");
        if (frame != null) {
            Outcome<M> outcome = model.next(frame, 0, frame.length);
            assertEquals(Kind.MESSAGE, outcome.kind(), "C4: what was encoded");
            assertEquals(frame.length, outcome.size(), "C4: the size of what was encoded");
            assertEquals(before, outcome.message(), "C4: the message that was encoded");
            comesBack(kind, frame, before);
        }
    }

    private byte[] encoded(int kind, M message) {
        int size = codec.encodedSize(message);
        assertTrue(size <= codec.maximumFrameSize(), "C4: more is announced than the largest frame");
        ByteBuffer out = memory.room(kind, size);
        int start = out.position();
        int limit = out.limit();
        try {
            codec.encode(message, out);
        } catch (IllegalArgumentException e) {
            assertEquals(start, out.position(), "the position after encode has thrown");
            throw e;
        }
        assertEquals(limit, out.limit(), "the limit after encode");
        assertEquals(limit, out.position(), "C4: the position after encode, which was announced");
        memory.requireUntouched();
        byte[] frame = new byte[size];
        out.get(start, frame);
        return frame;
    }

    private void comesBack(int kind, byte[] frame, M sent) {
        ByteBuffer in = memory.room(kind, frame.length);
        in.put(in.position(), frame);
        M decoded = codec.decode(in, in.duplicate());
        assertNotNull(decoded, "C4: nothing came back");
        assertEquals(sent, keep.apply(decoded), "C4: what came back");
        assertEquals(0, in.remaining(), "C4: bytes that were left");
    }
}
