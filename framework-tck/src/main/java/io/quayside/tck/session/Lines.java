package io.quayside.tck.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quayside.api.codec.Codec;
import io.quayside.api.codec.CodecException;
import io.quayside.api.codec.FramedCodec;
import io.quayside.api.codec.Framings;
import io.quayside.api.codec.Payload;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** A line is a message; counts how often one is encoded. The line {@link #NONSENSE} is none. */
final class Lines implements Payload<String> {
    static final int LARGEST = 2_000;
    static final String NONSENSE = "nonsense";

    /** What the codec says of such a line. */
    static final String WHY_NONSENSE = "this line is no message: " + NONSENSE;

    private final AtomicInteger encoded = new AtomicInteger();

    Codec<String> codec() {
        return new FramedCodec<>(Framings.lines(LARGEST), this);
    }

    /** The stream that carries these messages. */
    static String of(String... messages) {
        StringBuilder stream = new StringBuilder();
        for (String message : messages) {
            stream.append(message).append('\n');
        }
        return stream.toString();
    }

    int encoded() {
        return encoded.get();
    }

    @Override
    public Class<String> messageType() {
        return String.class;
    }

    @Override
    public String decode(ByteBuffer payload) {
        String text = UTF_8.decode(payload).toString();
        if (text.equals(NONSENSE)) {
            throw new CodecException(WHY_NONSENSE);
        }
        return text;
    }

    @Override
    public int encodedSize(String message) {
        return message.length();
    }

    @Override
    public void encode(String message, ByteBuffer out) {
        encoded.incrementAndGet();
        out.put(message.getBytes(UTF_8));
    }
}
