package io.quayside.load;

import java.nio.ByteBuffer;

/** The length in front of a frame: a varint32, seven bits to a byte with the lowest first. Any thread. */
public final class Varint {
    /** What {@link #read} answers while the length isn't all here. */
    public static final int INCOMPLETE = -1;

    private static final int LONGEST = 5;

    private Varint() {}

    /** How many bytes the length takes in its shortest form. */
    public static int size(int length) {
        int size = 1;
        for (int rest = length >>> 7; rest != 0; rest >>>= 7) {
            size++;
        }
        return size;
    }

    /** Writes the length in its shortest form. */
    public static void write(int length, ByteBuffer out) {
        int rest = length;
        while (rest > 0x7F) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    /** The length in its shortest form, for who takes arrays. */
    public static byte[] bytes(int length) {
        byte[] bytes = new byte[size(length)];
        write(length, ByteBuffer.wrap(bytes));
        return bytes;
    }

    /**
     * Reads a length and moves the position behind it; leaves the position where it was when it isn't all here.
     *
     * @throws IllegalArgumentException when the bytes are no length
     */
    public static int read(ByteBuffer in) {
        int start = in.position();
        int available = Math.min(in.remaining(), LONGEST);
        int length = 0;
        for (int i = 0; i < available; i++) {
            byte next = in.get(start + i);
            length |= (next & 0x7F) << (7 * i);
            if (next >= 0) {
                in.position(start + i + 1);
                return requireLength(length);
            }
        }
        if (available == LONGEST) {
            throw new IllegalArgumentException("a length that goes on after " + LONGEST + " bytes");
        }
        return INCOMPLETE;
    }

    private static int requireLength(int length) {
        if (length < 0) {
            throw new IllegalArgumentException("a length of more than 31 bits");
        }
        return length;
    }
}
