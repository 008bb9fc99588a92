package io.quayside.testkit;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** Cuts bytes into pieces, and puts them together. */
final class Pieces {
    private Pieces() {}

    /** The pieces between some positions, in order. */
    static List<byte[]> cut(byte[] bytes, int... positions) {
        List<byte[]> pieces = new ArrayList<>();
        int from = 0;
        for (int position : positions) {
            pieces.add(Arrays.copyOfRange(bytes, from, position));
            from = position;
        }
        pieces.add(Arrays.copyOfRange(bytes, from, bytes.length));
        return pieces;
    }

    static byte[] join(List<byte[]> pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        pieces.forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** Every position within so many bytes; of too many of them, those at both ends, and some between. */
    static List<Integer> positions(int length, int most) {
        TreeSet<Integer> positions = new TreeSet<>();
        int part = most / 3;
        for (int i = 1; i < length; i++) {
            boolean every = length <= most || i <= part || i >= length - part;
            if (every || i % (length / part) == 0) {
                positions.add(i);
            }
        }
        return List.copyOf(positions);
    }
}
