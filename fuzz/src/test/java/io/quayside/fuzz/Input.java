package io.quayside.fuzz;

import java.util.Arrays;

/** Reads the fuzzer's bytes from the front, so that an input can be written by hand; behind the end there are zeros. */
final class Input {
    private final byte[] bytes;
    private int at;

    Input(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean isEmpty() {
        return at >= bytes.length;
    }

    /** The next byte, from 0 to 255. */
    int next() {
        return isEmpty() ? 0 : bytes[at++] & 0xFF;
    }

    /** One of some values, by the next byte. */
    int oneOf(int... values) {
        return values[next() % values.length];
    }

    /** The next bytes, fewer if there are not so many. */
    byte[] take(int most) {
        int from = Math.min(at, bytes.length);
        at = Math.min(bytes.length, from + most);
        return Arrays.copyOfRange(bytes, from, at);
    }

    /** All that is left. */
    byte[] rest() {
        return take(bytes.length);
    }
}
