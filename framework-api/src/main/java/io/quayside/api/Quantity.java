package io.quayside.api;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a whole number in a configuration counts, and how its units are written.
 *
 * @param expected what to tell a person who wrote something else
 * @param counted what stands behind the figures of a range
 * @param units how many of the smallest unit each unit is, by its name in lower case
 */
record Quantity(String expected, String counted, Map<String, Long> units) {
    static final Quantity NUMBER = new Quantity("a whole number", "", Map.of("", 1L));

    static final Quantity SIZE = new Quantity(
            "a size such as 512, 64k or 1m",
            " bytes",
            Map.ofEntries(
                    Map.entry("", 1L),
                    Map.entry("b", 1L),
                    Map.entry("k", 1L << 10),
                    Map.entry("kb", 1L << 10),
                    Map.entry("kib", 1L << 10),
                    Map.entry("m", 1L << 20),
                    Map.entry("mb", 1L << 20),
                    Map.entry("mib", 1L << 20),
                    Map.entry("g", 1L << 30),
                    Map.entry("gb", 1L << 30),
                    Map.entry("gib", 1L << 30)));

    static final Quantity TIME = new Quantity(
            "a time such as 500ms, 10s or 5m",
            " milliseconds",
            Map.of("", 1L, "ms", 1L, "s", 1_000L, "m", 60_000L, "min", 60_000L, "h", 3_600_000L, "d", 86_400_000L));

    private static final Pattern WRITTEN = Pattern.compile("(-?\\d+)\\s*([a-zA-Z]*)");

    /** A range in words. */
    String range(long least, long most) {
        return "from " + least + " to " + most + counted;
    }

    /** The number in the smallest unit, however large it is; null when the text is no such quantity. */
    @Nullable BigInteger parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.trim());
        if (!matcher.matches()) {
            return null;
        }
        Long unit = units.get(matcher.group(2).toLowerCase(Locale.ROOT));
        return unit == null ? null : new BigInteger(matcher.group(1)).multiply(BigInteger.valueOf(unit));
    }
}
