package io.quayside.distribution.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A section taken apart for {@link io.quayside.api.Settings}.
 *
 * @param map its values, in the order written
 * @param origins where each was written, by path
 */
record SectionValues(Map<String, Object> map, Map<String, String> origins) {

    static SectionValues of(ConfigObject section) {
        Map<String, String> origins = new LinkedHashMap<>();
        return new SectionValues(flatten("", section, origins), origins);
    }

    /** A key with the place it was written at. */
    static String placed(String key, ConfigValue value) {
        return key + " (" + place(value) + ")";
    }

    /** The keys of a section in here; none when it is absent or something else. */
    List<String> keysOf(String section) {
        return map.get(section) instanceof Map<?, ?> entries
                ? entries.keySet().stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Map<String, Object> flatten(String prefix, ConfigObject object, Map<String, String> origins) {
        List<Map.Entry<String, ConfigValue>> entries = new ArrayList<>(object.entrySet());
        // HOCON objects are hash maps; the line is what is left of the order.
        entries.sort(SectionValues::byLine);
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, ConfigValue> entry : entries) {
            ConfigValue value = entry.getValue();
            if (value.valueType() == ConfigValueType.NULL) {
                continue;
            }
            String path = prefix + entry.getKey();
            origins.put(path, place(value));
            values.put(
                    entry.getKey(),
                    value instanceof ConfigObject inner ? flatten(path + ".", inner, origins) : value.unwrapped());
        }
        return values;
    }

    /** Written out, like the next: a comparator put together of others is made of classes that no class archive keeps. */
    private static int byLine(Map.Entry<String, ConfigValue> one, Map.Entry<String, ConfigValue> other) {
        int lines = Integer.compare(
                origin(one.getValue()).lineNumber(), origin(other.getValue()).lineNumber());
        return lines == 0 ? one.getKey().compareTo(other.getKey()) : lines;
    }

    private static int byPlace(ConfigOrigin one, ConfigOrigin other) {
        int files = Boolean.compare(one.filename() == null, other.filename() == null);
        if (files != 0) {
            return files;
        }
        int lines = Integer.compare(one.lineNumber(), other.lineNumber());
        return lines == 0 ? one.description().compareTo(other.description()) : lines;
    }

    /**
     * Where a value was written. A section that was written in several places, or made around an override, has no place of its
     * own: its first value has.
     */
    private static ConfigOrigin origin(ConfigValue value) {
        if (value.origin().filename() != null || !(value instanceof ConfigObject section)) {
            return value.origin();
        }
        return section.values().stream()
                .map(SectionValues::origin)
                .min(SectionValues::byPlace)
                .orElse(value.origin());
    }

    private static String place(ConfigValue value) {
        ConfigOrigin origin = origin(value);
        String file = origin.filename();
        String name = file == null
                ? origin.description()
                : String.valueOf(Path.of(file).getFileName());
        return file != null && origin.lineNumber() > 0 ? name + ": " + origin.lineNumber() : name;
    }
}
