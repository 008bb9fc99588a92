package io.quayside.tck.codec;

import io.quayside.api.codec.Codec;
import io.quayside.api.codec.CodecException;
import io.quayside.api.codec.FramedCodec;
import io.quayside.api.codec.Framings;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** ASCII texts behind their length, sound or with a fault. */
final class FaultyCodec implements Codec<String> {
    static final int LARGEST = 300;

    private final Codec<String> sound = new FramedCodec<>(Framings.varint32(LARGEST), new CharsPayload());
    private final AtomicReference<@Nullable Thread> first = new AtomicReference<>();
    private final AtomicReference<byte @Nullable []> taken = new AtomicReference<>();
    private final @Nullable CodecFault fault;

    FaultyCodec(@Nullable CodecFault fault) {
        this.fault = fault;
    }

    private boolean has(CodecFault asked) {
        return fault == asked;
    }

    @Override
    public Class<String> messageType() {
        return sound.messageType();
    }

    @Override
    public int maximumFrameSize() {
        return sound.maximumFrameSize();
    }

    @Override
    public @Nullable String decode(ByteBuffer in, ByteBuffer view) {
        int start = in.position();
        if (has(CodecFault.WAITS_FOR_MORE_THAN_IS_ALLOWED) && in.remaining() < 10) {
            return null;
        }
        if (has(CodecFault.LEAVES_A_WHOLE_FRAME) && in.remaining() <= frameSize(in)) {
            return null;
        }
        if (has(CodecFault.MAKES_A_MESSAGE_OF_A_PART) && frameSize(in) > in.remaining()) {
            in.position(in.limit());
            return "a part";
        }
        String message = decodeAs(in, view);
        if (message == null) {
            in.position(has(CodecFault.TAKES_A_PART) ? in.limit() : start);
            return null;
        }
        if (has(CodecFault.CHANGES_THE_LIMIT)) {
            in.limit(in.position());
        }
        for (String next = message; has(CodecFault.SKIPS_FRAMES) && next != null; next = sound.decode(in, view)) {
            message = next;
        }
        if (!has(CodecFault.TAKES_WHAT_IS_NO_MESSAGE) && message.chars().anyMatch(each -> each > 127)) {
            in.position(start);
            throw new CodecException("a text with characters that aren't ASCII");
        }
        return message;
    }

    private @Nullable String decodeAs(ByteBuffer in, ByteBuffer view) {
        try {
            return sound.decode(in, view);
        } catch (CodecException e) {
            if (has(CodecFault.TAKES_MEMORY_FIRST)) {
                taken.set(new byte[1 << 20]);
            }
            if (has(CodecFault.FAILS_IN_ANOTHER_WAY)) {
                throw new IndexOutOfBoundsException(e.getMessage());
            }
            throw e;
        }
    }

    @Override
    public int frameSize(ByteBuffer in) {
        return sound.frameSize(in);
    }

    @Override
    public int encodedSize(String message) {
        Thread caller = Thread.currentThread();
        if (has(CodecFault.SERVES_ONE_THREAD) && !first.compareAndSet(null, caller) && first.get() != caller) {
            throw new IllegalStateException("another thread");
        }
        if (has(CodecFault.SENDS_MESSAGES_OF_ANY_SIZE)) {
            return message.length() + 2;
        }
        return sound.encodedSize(message) + (has(CodecFault.ANNOUNCES_ANOTHER_SIZE) ? 1 : 0);
    }

    @Override
    public void encode(String message, ByteBuffer out) {
        if (has(CodecFault.WRITES_OUTSIDE_OF_ITS_ROOM)) {
            out.duplicate().clear().put(0, (byte) 1);
        }
        sound.encode(has(CodecFault.WRITES_ANOTHER_MESSAGE) ? message.replace('x', 'y') : message, out);
    }
}
