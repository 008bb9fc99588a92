package io.quayside.examples.resp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Makes values of bytes that a {@link RespScan} has found to be whole and in order: it checks nothing again. */
final class RespReader {
    private RespReader() {}

    /** Takes one value, whose end is known, and moves the position past it. */
    static Resp read(ByteBuffer in, int end) {
        int start = in.position();
        return switch (in.get(start)) {
            case '*', '$', '+', '-', ':' -> value(in);
            default -> inline(in, end);
        };
    }

    private static Resp value(ByteBuffer in) {
        byte type = in.get();
        return switch (type) {
            case '*' -> array(in);
            case '$' -> bulk(in);
            case ':' -> new Whole(number(in));
            case '+' -> new Text(line(in));
            default -> new Failure(line(in));
        };
    }

    private static Resp array(ByteBuffer in) {
        int size = (int) number(in);
        if (size < 0) {
            return Nil.NIL;
        }
        Resp[] elements = new Resp[size];
        for (int i = 0; i < size; i++) {
            elements[i] = value(in);
        }
        return Array.of(elements);
    }

    private static Resp bulk(ByteBuffer in) {
        int size = (int) number(in);
        if (size < 0) {
            return Nil.NIL;
        }
        Bulk bulk = Bulk.from(in, size);
        in.position(in.position() + 2);
        return bulk;
    }

    private static long number(ByteBuffer in) {
        byte first = in.get();
        long number = first == '-' ? 0 : first - '0';
        for (byte next = in.get(); next != '\r'; next = in.get()) {
            number = 10 * number + next - '0';
        }
        in.get();
        return first == '-' ? -number : number;
    }

    private static String line(ByteBuffer in) {
        int start = in.position();
        int end = start;
        while (in.get(end) != '\r') {
            end++;
        }
        byte[] line = new byte[end - start];
        in.get(line).position(end + 2);
        return new String(line, ISO_8859_1);
    }

    /** The words of a line; there are no quotes to keep words together, as Redis has them. */
    private static Array inline(ByteBuffer in, int end) {
        List<Bulk> words = new ArrayList<>();
        while (in.position() < end) {
            int length = 0;
            while (in.get(in.position() + length) > ' ' || in.get(in.position() + length) < 0) {
                length++;
            }
            if (length > 0) {
                words.add(Bulk.from(in, length));
            }
            in.get();
        }
        return Array.of(words.toArray(new Resp[0]));
    }
}
