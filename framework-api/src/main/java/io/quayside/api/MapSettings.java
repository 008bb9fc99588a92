package io.quayside.api;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Settings held in a map; remembers which keys were asked for. */
final class MapSettings implements Settings {
    /** The most whole days whose nanoseconds a long can count. */
    private static final Duration LONGEST =
            Duration.ofDays(Duration.ofNanos(Long.MAX_VALUE).toDays());

    private final String path;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Function<String, @Nullable String> origins;
    private final SortedSet<String> known = new TreeSet<>();
    private final Map<String, Settings> sections = new LinkedHashMap<>();

    MapSettings(String path, Map<?, ?> values, Function<String, @Nullable String> origins) {
        this.path = requireNonNull(path, "path");
        this.origins = requireNonNull(origins, "origins");
        values.forEach((key, value) -> {
            if (value != null) {
                this.values.put(String.valueOf(key), value);
            }
        });
    }

    @Override
    public boolean has(String key) {
        return value(key) != null;
    }

    @Override
    public String string(String key) {
        Object value = value(key);
        if (value == null) {
            throw new QuaysideException("QS-204", where(key) + " has to be set, and is not");
        }
        return text(key, value, "a text");
    }

    @Override
    public String string(String key, String otherwise) {
        Object value = value(key);
        return value == null ? otherwise : text(key, value, "a text");
    }

    @Override
    public List<String> strings(String key, List<String> otherwise) {
        Object value = value(key);
        if (value == null) {
            return otherwise;
        }
        String expected = "a list of texts";
        if (!(value instanceof List<?> list)) {
            return List.of(text(key, value, expected));
        }
        List<String> texts = new ArrayList<>();
        for (Object element : list) {
            if (element == null) {
                throw wrong(key, value, expected);
            }
            texts.add(text(key, element, expected));
        }
        return Collections.unmodifiableList(texts);
    }

    @Override
    public int integer(String key, int otherwise, int least, int most) {
        return (int) number(key, Quantity.NUMBER, otherwise, least, most, Quantity.NUMBER.range(least, most));
    }

    @Override
    public long bytes(String key, long otherwise, long least, long most) {
        return number(key, Quantity.SIZE, otherwise, least, most, Quantity.SIZE.range(least, most));
    }

    @Override
    public Duration duration(String key, Duration otherwise) {
        return duration(key, otherwise, Duration.ZERO, LONGEST);
    }

    @Override
    public Duration duration(String key, Duration otherwise, Duration least, Duration most) {
        if (!has(key)) {
            return otherwise;
        }
        long longest = (most.compareTo(LONGEST) < 0 ? most : LONGEST).toMillis();
        long shortest = least.plusNanos(999_999).toMillis(); // what is less than a millisecond is not nothing
        String range = "from " + written(shortest) + " to " + written(longest);
        return Duration.ofMillis(number(key, Quantity.TIME, 0, shortest, longest, range));
    }

    @Override
    public boolean flag(String key, boolean otherwise) {
        Object value = value(key);
        if (value == null) {
            return otherwise;
        }
        String expected = "true or false";
        return switch (text(key, value, expected).toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes" -> true;
            case "false", "off", "no" -> false;
            default -> throw wrong(key, value, expected);
        };
    }

    @Override
    public <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        Object value = value(key);
        if (value == null) {
            return otherwise;
        }
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(value)) {
                return constant;
            }
            names.add(name);
        }
        throw wrong(key, value, "one of " + String.join(", ", names));
    }

    @Override
    public Settings section(String key) {
        Object value = value(key);
        return sections.computeIfAbsent(key, k -> new MapSettings(full(k), entries(k, value), origins));
    }

    @Override
    public List<String> keys() {
        return List.copyOf(values.keySet());
    }

    @Override
    public String where(String key) {
        String origin = origins.apply(full(key));
        return origin == null ? full(key) : full(key) + " (" + origin + ")";
    }

    @Override
    public void rejectUnknown() {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                throw new QuaysideException("QS-201", "unknown key " + where(key) + "; " + knownInsteadOf(key));
            }
        }
        sections.values().forEach(Settings::rejectUnknown);
    }

    private String knownInsteadOf(String key) {
        if (known.isEmpty()) {
            return "no key is known here";
        }
        String meant = Spelling.closest(key, known);
        return (meant == null ? "" : "did you mean " + meant + "? ") + "known here: " + String.join(", ", known);
    }

    private @Nullable Object value(String key) {
        known.add(key);
        return values.get(key);
    }

    private Map<?, ?> entries(String key, @Nullable Object value) {
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(key, value, "a section in braces");
    }

    private String text(String key, Object value, String expected) {
        if (value instanceof Map || value instanceof List) {
            throw wrong(key, value, expected);
        }
        return value.toString();
    }

    private long number(String key, Quantity quantity, long otherwise, long least, long most, String range) {
        Object value = value(key);
        if (value == null) {
            return otherwise;
        }
        BigInteger number = quantity.parse(text(key, value, quantity.expected()));
        if (number == null) {
            throw wrong(key, value, quantity.expected());
        }
        if (number.compareTo(BigInteger.valueOf(least)) < 0 || number.compareTo(BigInteger.valueOf(most)) > 0) {
            throw mustBe("QS-203", key, value, range);
        }
        return number.longValueExact();
    }

    private QuaysideException wrong(String key, Object value, String expected) {
        return mustBe("QS-202", key, value, expected);
    }

    private QuaysideException mustBe(String code, String key, Object value, String expected) {
        return new QuaysideException(code, where(key) + " is " + value + "; it has to be " + expected);
    }

    /** A time as one would write it, in the largest unit that it is a whole number of. */
    private static String written(long millis) {
        if (millis == 0) {
            return "0";
        }
        String largest = "ms";
        for (String unit : List.of("s", "m", "h", "d")) {
            if (millis % unit(unit) == 0) {
                largest = unit;
            }
        }
        return millis / unit(largest) + largest;
    }

    private static long unit(String name) {
        return requireNonNull(Quantity.TIME.units().get(name));
    }

    private String full(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
