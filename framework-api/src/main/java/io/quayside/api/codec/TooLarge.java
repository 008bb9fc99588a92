package io.quayside.api.codec;

/** What is said of payloads that are larger than allowed, in the same words for every framing. */
final class TooLarge {
    private TooLarge() {}

    /** The peer says so before it has sent the payload. */
    static CodecException announced(long payload, int maximum) {
        return new CodecException(
                "a frame of " + payload + " bytes is announced; the largest allowed here is " + maximum);
    }

    /** The payload is here and its end is not, or its end is here and too far away. */
    static CodecException withoutEnd(int maximum) {
        return new CodecException("a frame doesn't end within " + maximum + " bytes, the largest allowed here");
    }

    /** This side wants to send it. */
    static IllegalArgumentException toSend(int payload, int maximum) {
        return new IllegalArgumentException(
                "a message of " + payload + " bytes; the largest allowed here is " + maximum);
    }
}
