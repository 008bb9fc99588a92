package io.quayside.api.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.Stable;

/**
 * The usual framings, for codec authors. Each refuses payloads that are larger than it was told to allow, coming and going.
 *
 * @since 0.1
 */
@Stable
public final class Framings {
    /** Leaves room in an int for whatever stands around a payload. */
    private static final int LARGEST_PAYLOAD = Integer.MAX_VALUE - 64;

    private static final int LONGEST_DELIMITER = 16;
    private static final String KNOWN = "varint32, length1, length2, length3, length4, lines, delimiter and fixed";

    private Framings() {}

    /** A varint32 length, then the payload: protobuf's delimited form. */
    public static Framing varint32(int maximumPayload) {
        return new VarintFraming(payload(maximumPayload));
    }

    /**
     * A big-endian unsigned length of 1 to 4 bytes, then the payload. The length doesn't count itself. The largest payload
     * is what was asked for or what the length can tell, whichever is less.
     */
    public static Framing lengthField(int lengthBytes, int maximumPayload) {
        within("a length field's size", lengthBytes, 4);
        return new LengthFieldFraming(lengthBytes, payload(maximumPayload));
    }

    /**
     * The payload, then a line feed. A carriage return before the line feed is not part of the payload; frames are written
     * without one. A payload that has a line feed in it or a carriage return at its end cannot be written.
     *
     * <p>What is here of a line is searched again when more of it comes, so allow no longer lines than the protocol needs.
     */
    public static Framing lines(int maximumPayload) {
        return new LineFraming(payload(maximumPayload));
    }

    /**
     * The payload, then a delimiter of 1 to 16 bytes. A payload in which the delimiter shows up cannot be written. What was
     * said of long {@linkplain #lines lines} holds here too.
     */
    public static Framing delimiter(byte[] delimiter, int maximumPayload) {
        within("a delimiter's size", delimiter.length, LONGEST_DELIMITER);
        return new DelimiterFraming(delimiter.clone(), payload(maximumPayload));
    }

    /** Payloads of one size with nothing around them. */
    public static Framing fixed(int size) {
        return new FixedFraming(payload(size));
    }

    /**
     * The framing that a codec's section asks for. Called by codec providers when they are opened.
     *
     * <ul>
     *   <li>{@code framing} is one of {@code varint32}, {@code length1} to {@code length4}, {@code lines},
     *       {@code delimiter} and {@code fixed}.
     *   <li>{@code max-frame} is the largest payload; not for {@code fixed}.
     *   <li>{@code delimiter} is the delimiter's text, sent as UTF-8; for {@code delimiter} only.
     *   <li>{@code size} is the size of every payload; for {@code fixed} only.
     * </ul>
     *
     * @param settings the codec's section
     * @param otherwise the framing when none is set
     * @param defaultMaximumPayload the largest payload when none is set
     * @throws QuaysideException {@code QS-205} for an unknown framing, and what {@link Settings} throws
     */
    public static Framing from(Settings settings, String otherwise, int defaultMaximumPayload) {
        String name = settings.string("framing", otherwise);
        return switch (name) {
            case "varint32" -> varint32(maximum(settings, defaultMaximumPayload));
            case "length1" -> lengthField(1, maximum(settings, defaultMaximumPayload));
            case "length2" -> lengthField(2, maximum(settings, defaultMaximumPayload));
            case "length3" -> lengthField(3, maximum(settings, defaultMaximumPayload));
            case "length4" -> lengthField(4, maximum(settings, defaultMaximumPayload));
            case "lines" -> lines(maximum(settings, defaultMaximumPayload));
            case "delimiter" -> delimiter(delimiter(settings), maximum(settings, defaultMaximumPayload));
            case "fixed" -> fixed(size(settings));
            default ->
                throw new QuaysideException(
                        "QS-205",
                        settings.where("framing") + " is " + name + ", which is no framing; there are " + KNOWN);
        };
    }

    private static int maximum(Settings settings, int otherwise) {
        return (int) settings.bytes("max-frame", otherwise, 1, LARGEST_PAYLOAD);
    }

    private static byte[] delimiter(Settings settings) {
        byte[] delimiter = settings.string("delimiter").getBytes(UTF_8);
        if (delimiter.length == 0 || delimiter.length > LONGEST_DELIMITER) {
            throw new QuaysideException(
                    "QS-203",
                    settings.where("delimiter") + " has " + delimiter.length + " bytes; it has to have from 1 to "
                            + LONGEST_DELIMITER);
        }
        return delimiter;
    }

    private static int size(Settings settings) {
        if (!settings.has("size")) {
            throw new QuaysideException(
                    "QS-204", settings.where("size") + " has to be set for fixed framing, and is not");
        }
        return (int) settings.bytes("size", 1, 1, LARGEST_PAYLOAD);
    }

    private static int payload(int bytes) {
        within("a payload's size", bytes, LARGEST_PAYLOAD);
        return bytes;
    }

    private static void within(String what, int bytes, int most) {
        if (bytes < 1 || bytes > most) {
            throw new IllegalArgumentException(what + " has to be from 1 to " + most + " bytes; it is " + bytes);
        }
    }
}
