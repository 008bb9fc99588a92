package io.quayside.tests.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a stream into frames behind varint32 lengths; written apart from the code under test. */
final class Inbox {
    private byte[] rest = new byte[0];

    /** More of the stream; answers the payloads of the frames that are whole now. */
    List<byte[]> add(byte[] more) {
        byte[] all = Arrays.copyOf(rest, rest.length + more.length);
        System.arraycopy(more, 0, all, rest.length, more.length);
        List<byte[]> frames = new ArrayList<>();
        int at = 0;
        while (true) {
            int length = 0;
            int from = at;
            boolean more7 = true;
            for (int shift = 0; more7 && from < all.length; shift += 7) {
                int digit = all[from++];
                length |= (digit & 0x7f) << shift;
                more7 = digit < 0;
            }
            if (more7 || from + length > all.length) {
                rest = Arrays.copyOfRange(all, at, all.length);
                return frames;
            }
            frames.add(Arrays.copyOfRange(all, from, from + length));
            at = from + length;
        }
    }

    /** Whether the stream stands between two frames. */
    boolean isEmpty() {
        return rest.length == 0;
    }

    /** A frame around a payload. */
    static byte[] frame(byte[] payload) {
        int digits = 1;
        for (int left = payload.length >>> 7; left != 0; left >>>= 7) {
            digits++;
        }
        byte[] frame = new byte[digits + payload.length];
        int left = payload.length;
        for (int i = 0; i < digits; i++) {
            frame[i] = (byte) ((left & 0x7f) | (i < digits - 1 ? 0x80 : 0));
            left >>>= 7;
        }
        System.arraycopy(payload, 0, frame, digits, payload.length);
        return frame;
    }
}
