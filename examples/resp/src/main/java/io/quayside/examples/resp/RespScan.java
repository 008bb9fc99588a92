package io.quayside.examples.resp;

import io.quayside.api.codec.Codec;
import io.quayside.api.codec.CodecException;
import java.nio.ByteBuffer;

/**
 * Finds the end of the value at a buffer's position, jumping from header to header: nothing is made of it, and no memory is
 * taken whatever lengths it announces. Used once, by one thread; changes nothing about the buffer.
 */
final class RespScan {
    private static final int DEEPEST = 8;
    private static final int MOST_DIGITS = 19;
    private static final int SMALLEST_VALUE = 3;

    private final ByteBuffer in;
    private final int start;
    private final int limit;
    private final int largest;
    private int at;
    private long number;

    /** @param largest bytes of the largest value allowed */
    RespScan(ByteBuffer in, int largest) {
        this.in = in;
        this.start = in.position();
        this.limit = in.limit();
        this.largest = largest;
        this.at = start;
    }

    /**
     * Bytes of the value, as soon as that can be told, or {@link Codec#UNKNOWN}.
     *
     * @throws CodecException when it is larger than allowed, or breaks a rule; in words that a client may be told
     */
    int size() {
        boolean found = value(0);
        if ((found ? at - start : limit - start + 1) > largest) {
            throw new CodecException("a value doesn't end within " + largest + " bytes, the most allowed here");
        }
        return found ? at - start : Codec.UNKNOWN;
    }

    /** Goes to the value's end, which may lie behind the limit; false when that is not known yet. */
    private boolean value(int depth) {
        if (at >= limit) {
            return false;
        }
        byte type = in.get(at);
        return switch (type) {
            case '*' -> array(depth);
            case '$' -> bulk();
            case ':' -> header("invalid integer");
            case '+', '-' -> line();
            default -> inline(type, depth);
        };
    }

    private boolean array(int depth) {
        if (!header("invalid multibulk length")) {
            return false;
        }
        if (number < -1 || number > largest / SMALLEST_VALUE) {
            throw new CodecException(
                    "invalid multibulk length: " + number + ", with at most " + largest + " bytes in all");
        }
        if (number > 0 && depth == DEEPEST) {
            throw new CodecException("arrays in each other, more than " + DEEPEST + " deep");
        }
        for (long rest = number; rest > 0; rest--) {
            if (!value(depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private boolean bulk() {
        if (!header("invalid bulk length")) {
            return false;
        }
        if (number < -1 || number > largest) {
            throw new CodecException("invalid bulk length: " + number + ", the most allowed here is " + largest);
        }
        if (number >= 0) {
            at += (int) number + 2;
            if (at <= limit && (in.get(at - 2) != '\r' || in.get(at - 1) != '\n')) {
                throw new CodecException("a bulk without its line end");
            }
        }
        return true;
    }

    /** Takes the number behind the type, and the line end behind that. */
    private boolean header(String otherwise) {
        int next = at + 1;
        boolean negative = next < limit && in.get(next) == '-';
        int first = negative ? next + 1 : next;
        next = first;
        number = 0;
        while (next < limit && isDigit(in.get(next)) && next - first < MOST_DIGITS) {
            number = 10 * number + in.get(next) - '0';
            next++;
        }
        if (next >= limit) {
            return false;
        }
        // Nineteen digits never reach the unsigned range's end, so too large a number shows as a negative one.
        boolean tooLarge = negative ? Long.compareUnsigned(number, Long.MIN_VALUE) > 0 : number < 0;
        if (next == first || tooLarge || in.get(next) != '\r') {
            throw new CodecException(otherwise);
        }
        number = negative ? -number : number;
        return lineFeed(next + 1, otherwise);
    }

    private boolean line() {
        int next = at + 1;
        while (next < limit && in.get(next) != '\r' && in.get(next) != '\n') {
            next++;
        }
        if (next >= limit) {
            return false;
        }
        if (in.get(next) == '\n') {
            throw new CodecException("a line without its end");
        }
        return lineFeed(next + 1, "a line without its end");
    }

    private boolean lineFeed(int place, String otherwise) {
        if (place >= limit) {
            return false;
        }
        if (in.get(place) != '\n') {
            throw new CodecException(otherwise);
        }
        at = place + 1;
        return true;
    }

    /** A command as a person types it, whose line end may be a line feed alone. */
    private boolean inline(byte first, int depth) {
        if (depth > 0) {
            throw new CodecException("expected '$', got '" + printable(first) + "'");
        }
        int next = at;
        while (next < limit && in.get(next) != '\n') {
            next++;
        }
        at = next + 1;
        return next < limit;
    }

    private static boolean isDigit(byte each) {
        return each >= '0' && each <= '9';
    }

    private static char printable(byte each) {
        return each >= ' ' && each <= '~' ? (char) each : '?';
    }
}
