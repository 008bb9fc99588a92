package io.quayside.tests;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Varint32-delimited frames over streams, written apart from the code under test. */
final class Frames {
    private Frames() {}

    static void write(OutputStream out, byte[] payload) throws IOException {
        int rest = payload.length;
        while (rest >= 0x80) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        out.write(payload);
    }

    static byte[] read(InputStream in) throws IOException {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int digit = in.read();
            if (digit < 0) {
                throw new EOFException("the stream ended before a frame");
            }
            length |= (digit & 0x7f) << shift;
            if (digit < 0x80) {
                break;
            }
        }
        byte[] payload = in.readNBytes(length);
        if (payload.length < length) {
            throw new EOFException("the stream ended in a frame");
        }
        return payload;
    }

    static OutputStream buffered(OutputStream out) {
        return new BufferedOutputStream(out, 1 << 16);
    }
}
