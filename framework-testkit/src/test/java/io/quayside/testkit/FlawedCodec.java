package io.quayside.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quayside.api.codec.Codec;
import io.quayside.api.codec.CodecException;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Texts behind a length of four bytes, with one thing wrong. */
final class FlawedCodec implements Codec<String> {
    private static final int HEAD = Integer.BYTES;
    private static final int LARGEST = 1000;
    private static final int TOO_MUCH = 32 << 20;
    private static final int NOTHING = -1;

    private final Flaw flaw;
    private int remembered = NOTHING;

    /** What was allocated last, so that it isn't optimized away. */
    byte @Nullable [] believed;

    FlawedCodec(Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    public Class<String> messageType() {
        return String.class;
    }

    @Override
    public int maximumFrameSize() {
        return HEAD + LARGEST;
    }

    @Override
    public @Nullable String decode(ByteBuffer in, ByteBuffer view) {
        if (flaw == Flaw.REMEMBERS) {
            return decodeRemembering(in);
        }
        if (in.remaining() < HEAD) {
            return null;
        }
        int start = in.position();
        int length = length(in.getInt(start), in.remaining());
        int here = in.remaining() - HEAD;
        if (here < length && (flaw != Flaw.IMPATIENT || here == 0)) {
            return null;
        }
        String text = text(in, start + HEAD, Math.min(length, here));
        if (flaw != Flaw.LEAVES_BYTES || length > 0) {
            in.position(flaw == Flaw.GREEDY ? in.limit() : start + HEAD + Math.min(length, here));
        } else {
            in.position(start + 1);
        }
        return flaw == Flaw.SHOUTS ? text.toUpperCase(Locale.ROOT) : text;
    }

    private int length(int announced, int remaining) {
        int length = flaw == Flaw.TURNS_ROUND && remaining == HEAD ? Integer.reverseBytes(announced) : announced;
        if (flaw == Flaw.BELIEVES && length > LARGEST) {
            believed = new byte[Math.min(TOO_MUCH, length)];
        }
        while (flaw == Flaw.SPINS && length < 0 && !Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
        if (flaw != Flaw.CARELESS && (length < 0 || length > LARGEST)) {
            throw new CodecException(flaw == Flaw.MUTE ? "" : "a text of " + length + " bytes; allowed are " + LARGEST);
        }
        return length;
    }

    /** Works well for one session at a time. */
    private @Nullable String decodeRemembering(ByteBuffer in) {
        if (remembered == NOTHING && in.remaining() >= HEAD) {
            remembered = length(in.getInt(), in.remaining());
        }
        if (remembered == NOTHING || in.remaining() < remembered) {
            return null;
        }
        String text = text(in, in.position(), remembered);
        in.position(in.position() + remembered);
        remembered = NOTHING;
        return text;
    }

    private static String text(ByteBuffer in, int from, int length) {
        byte[] bytes = new byte[length];
        in.get(from, bytes);
        return new String(bytes, UTF_8);
    }

    @Override
    public int encodedSize(String message) {
        return HEAD + message.getBytes(UTF_8).length + (flaw == Flaw.ANNOUNCES_MORE ? 1 : 0);
    }

    @Override
    public void encode(String message, ByteBuffer out) {
        byte[] bytes = message.getBytes(UTF_8);
        out.putInt(bytes.length).put(bytes);
    }
}
