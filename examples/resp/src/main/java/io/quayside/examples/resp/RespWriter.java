package io.quayside.examples.resp;

import java.nio.ByteBuffer;

/** Writes values, and says before how many bytes that takes. Makes no garbage. */
final class RespWriter {
    private static final byte[] NIL = {'$', '-', '1', '\r', '\n'};
    private static final long TYPE_AND_LINE_END = 3;

    private RespWriter() {}

    /** Bytes that {@link #write} will write; a long, since values that are too large together may have any size. */
    static long size(Resp value) {
        if (value instanceof Bulk bulk) {
            return header(bulk.size()) + bulk.size() + 2L;
        } else if (value instanceof Array array) {
            return size(array);
        } else if (value instanceof Text text) {
            return text.text().length() + TYPE_AND_LINE_END;
        } else if (value instanceof Failure failure) {
            return failure.text().length() + TYPE_AND_LINE_END;
        } else if (value instanceof Whole whole) {
            return header(whole.value());
        }
        return NIL.length;
    }

    private static long size(Array array) {
        long size = header(array.size());
        for (int i = 0; i < array.size(); i++) {
            size += size(array.get(i));
        }
        return size;
    }

    private static long header(long number) {
        return TYPE_AND_LINE_END + digits(number);
    }

    static void write(Resp value, ByteBuffer out) {
        if (value instanceof Bulk bulk) {
            header('$', bulk.size(), out);
            bulk.writeTo(out);
            lineEnd(out);
        } else if (value instanceof Array array) {
            write(array, out);
        } else if (value instanceof Text text) {
            line('+', text.text(), out);
        } else if (value instanceof Failure failure) {
            line('-', failure.text(), out);
        } else if (value instanceof Whole whole) {
            header(':', whole.value(), out);
        } else {
            out.put(NIL);
        }
    }

    private static void write(Array array, ByteBuffer out) {
        header('*', array.size(), out);
        for (int i = 0; i < array.size(); i++) {
            write(array.get(i), out);
        }
    }

    private static void line(char type, String text, ByteBuffer out) {
        out.put((byte) type);
        for (int i = 0; i < text.length(); i++) {
            out.put((byte) text.charAt(i));
        }
        lineEnd(out);
    }

    private static void header(char type, long number, ByteBuffer out) {
        out.put((byte) type);
        int end = out.position() + digits(number);
        long rest = number;
        int at = end;
        do {
            at--;
            out.put(at, (byte) ('0' + Math.abs(rest % 10)));
            rest /= 10;
        } while (rest != 0);
        if (number < 0) {
            out.put(at - 1, (byte) '-');
        }
        lineEnd(out.position(end));
    }

    private static void lineEnd(ByteBuffer out) {
        out.put((byte) '\r').put((byte) '\n');
    }

    /** Characters of the number in decimal digits, the minus included. */
    private static int digits(long number) {
        int digits = number < 0 ? 2 : 1;
        for (long rest = number / 10; rest != 0; rest /= 10) {
            digits++;
        }
        return digits;
    }
}
