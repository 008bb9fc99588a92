package io.quayside.examples.resp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Several values: {@code *2\r\n} and two more on the wire. A command is one whose elements are all {@link Bulk}s: its name and
 * its arguments.
 */
public final class Array implements Resp {
    private final Resp[] elements;

    private Array(Resp[] elements) {
        this.elements = elements;
    }

    /** These values; takes the array over. */
    public static Array of(Resp... elements) {
        return new Array(elements);
    }

    /** These texts as bulks: a command, for one. */
    public static Array command(String... words) {
        return new Array(Arrays.stream(words).map(Bulk::of).toArray(Resp[]::new));
    }

    int size() {
        return elements.length;
    }

    Resp get(int index) {
        return elements[index];
    }

    /** The word at this place of a command. */
    Bulk word(int index) {
        return (Bulk) elements[index];
    }

    boolean isCommand() {
        for (Resp each : elements) {
            if (!(each instanceof Bulk)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Array array && Arrays.equals(elements, array.elements);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(elements);
    }

    @Override
    public String toString() {
        return Arrays.toString(elements);
    }
}
