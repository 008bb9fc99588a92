package io.quayside.tck.transport;

/** Bytes that show where in a stream they belong. */
final class Bytes {
    private Bytes() {}

    /** So many bytes of a pattern that no shift of it repeats soon. */
    static byte[] pattern(long from, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = patternAt(from + i);
        }
        return bytes;
    }

    /** The pattern's byte at this position. */
    static byte patternAt(long position) {
        long mixed = position * 0x9E3779B97F4A7C15L;
        return (byte) (mixed >>> 56 ^ mixed >>> 24);
    }

    /** Throws unless these are the pattern's bytes from a position on. */
    static void requirePattern(long from, byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != patternAt(from + i)) {
                throw new AssertionError(
                        "byte " + (from + i) + " of the stream is another than the one that was sent there");
            }
        }
    }
}
