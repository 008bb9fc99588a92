package io.quayside.distribution.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.quayside.api.QuaysideException;
import java.util.ArrayList;
import java.util.List;

/** Configuration values given on the command line. */
final class Overrides {
    private static final String ORIGIN = "--set";

    private Overrides() {}

    /** The overrides as a configuration, each key below {@code section}, whether or not it was written with it. */
    static Config parse(List<String> overrides, String section) {
        Config config = ConfigFactory.empty(ORIGIN);
        for (String override : overrides) {
            int equals = override.indexOf('=');
            if (equals < 1) {
                throw unusable(override, "it has to be KEY=VALUE, such as transport=nio2");
            }
            String path = path(override.substring(0, equals).trim(), section);
            config = config.withValue(
                    path, value(override, override.substring(equals + 1).trim()));
        }
        return config;
    }

    private static String path(String key, String section) {
        try {
            List<String> path = new ArrayList<>(ConfigUtil.splitPath(key));
            if (!path.get(0).equals(section)) {
                path.add(0, section);
            }
            return ConfigUtil.joinPath(path);
        } catch (ConfigException e) {
            throw unusable(key, "the key is a path such as endpoints.chat.listen");
        }
    }

    /** Lists, sections and quoted texts are HOCON; anything else is a text, so that {@code 127.0.0.1:7007} needs no quotes. */
    private static ConfigValue value(String override, String text) {
        if (text.equals("null")) {
            return ConfigValueFactory.fromAnyRef(null, ORIGIN);
        }
        if (!text.startsWith("[") && !text.startsWith("{") && !text.startsWith("\"")) {
            return ConfigValueFactory.fromAnyRef(text, ORIGIN);
        }
        try {
            Config parsed = ConfigFactory.parseString("value = " + text).resolve();
            return ConfigValueFactory.fromAnyRef(parsed.getValue("value").unwrapped(), ORIGIN);
        } catch (ConfigException e) {
            throw unusable(override, "the value is not HOCON");
        }
    }

    private static QuaysideException unusable(String override, String why) {
        return new QuaysideException("QS-400", "cannot use " + ORIGIN + " " + override + ": " + why);
    }
}
