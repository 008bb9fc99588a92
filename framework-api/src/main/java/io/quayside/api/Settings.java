package io.quayside.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one component, as its user wrote them; called by providers and plugins, implemented by the framework.
 *
 * <p>A getter takes the default to use when the key is absent, and throws a {@link QuaysideException} that names the
 * key, where it was written and what was expected when the value is of the wrong type ({@code QS-202}) or out of range
 * ({@code QS-203}). A default is taken as it is: it may lie outside the range, to tell that nothing was set. Asking for a
 * key makes it known: when the component has been opened, the framework calls {@link #rejectUnknown()}, so a misspelt key
 * never passes in silence. Ask for every key when you are opened, not later.
 *
 * <p>Not safe for use by several threads at once.
 *
 * @since 0.1
 */
@Stable
public interface Settings {

    /** Settings with no keys at all: every getter answers its default. */
    static Settings none() {
        return of(Map.of());
    }

    /**
     * Settings from a map. Values are strings, numbers, booleans, lists of strings, or maps for sections; sizes may be
     * written like {@code 64k}, durations like {@code 10s}. A key whose value is null counts as absent.
     *
     * @param values is copied: what becomes of the map later doesn't matter
     */
    static Settings of(Map<String, ?> values) {
        return of("", values, path -> null);
    }

    /**
     * Settings from a map, with their place in a larger configuration for error messages.
     *
     * @param path the path of this section, empty for the root
     * @param values the section's values; copied
     * @param origins tells where the value at a full path was written, such as {@code quayside.conf: 12}; null when unknown
     */
    static Settings of(String path, Map<String, ?> values, Function<String, @Nullable String> origins) {
        return new MapSettings(path, values, origins);
    }

    /** Whether the key has a value. Asking makes the key known. */
    boolean has(String key);

    /** A text; throws {@code QS-204} when it is absent. */
    String string(String key);

    /** A text. */
    String string(String key, String otherwise);

    /** A list of texts; a single text counts as a list of one. */
    List<String> strings(String key, List<String> otherwise);

    /** A whole number from {@code least} to {@code most}. */
    int integer(String key, int otherwise, int least, int most);

    /**
     * A size in bytes, such as {@code 512}, {@code 64k}, {@code 64KiB} or {@code 1m}, which is a mebibyte here; units are
     * powers of 1,024.
     */
    long bytes(String key, long otherwise, long least, long most);

    /**
     * A time that isn't negative, such as {@code 500ms}, {@code 10s}, {@code 5m}, which is minutes here, {@code 2h} or
     * {@code 1d}; a bare number is milliseconds. Zero passes: it is for settings that mean something by it, such as never.
     */
    Duration duration(String key, Duration otherwise);

    /**
     * A time from {@code least} to {@code most}, in whole milliseconds. Where zero makes no sense, {@code least} is more
     * than that.
     */
    Duration duration(String key, Duration otherwise, Duration least, Duration most);

    /** True or false; {@code on}, {@code yes}, {@code off} and {@code no} count too. */
    boolean flag(String key, boolean otherwise);

    /** One of an enum's constants, written in lower case with hyphens. */
    <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise);

    /** A section of its own; empty when absent. Asking again answers the same object. */
    Settings section(String key);

    /** The keys that have a value, in the order written. */
    List<String> keys();

    /**
     * How to speak of a key in a message to the operator: its full path and, where that is known, the place it was written,
     * such as {@code endpoints.chat.codec.framing (quayside.conf: 12)}. For components that find fault with a value
     * themselves. Doesn't make the key known.
     */
    String where(String key);

    /** Throws {@code QS-201} when there is a key, here or in a section asked for, that nobody has asked for. */
    void rejectUnknown();
}
