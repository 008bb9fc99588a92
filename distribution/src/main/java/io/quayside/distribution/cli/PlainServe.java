package io.quayside.distribution.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line of {@code serve} as it is nearly always written: options, each with its value. It is read here, since
 * picocli would be half of the server's start: its classes are of a format so old that the JVM can't keep them in its
 * class archive. Whatever isn't plain, such as help, a mistake, or a file of arguments, is left to picocli.
 *
 * @param configuration what the options say of it
 * @param plugins what the options say of them
 */
record PlainServe(ConfigurationOptions configuration, PluginOptions plugins) {

    /** Reads a command line; null when it is for picocli to say what it means. */
    static @Nullable PlainServe read(String... arguments) {
        if (arguments.length % 2 == 0 || !arguments[0].equals("serve")) {
            return null;
        }
        Path file = null;
        Path plugins = null;
        List<String> overrides = new ArrayList<>();
        for (int i = 1; i < arguments.length; i += 2) {
            String value = arguments[i + 1];
            if (value.isEmpty() || value.startsWith("-") || value.startsWith("@")) {
                return null;
            }
            switch (arguments[i]) {
                case "--set" -> overrides.add(value);
                case "-c", "--config" -> {
                    if (file != null) {
                        return null;
                    }
                    file = Path.of(value);
                }
                case "--plugins" -> {
                    if (plugins != null) {
                        return null;
                    }
                    plugins = Path.of(value);
                }
                default -> {
                    return null;
                }
            }
        }
        return new PlainServe(new ConfigurationOptions(file, overrides), new PluginOptions(plugins));
    }
}
