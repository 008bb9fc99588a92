package io.quayside.distribution.config;

import static java.util.Objects.requireNonNull;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads one configuration file; called by the commands, on the main thread.
 *
 * <p>Substitutions look into the file first, then into the system properties, then into the environment. Neither of the
 * latter adds keys by itself: what is configured stands in the file or in an override.
 */
public final class ConfigurationFile {
    private static final String SECTION = "quayside";

    private final Path file;

    /** The file to read; nothing is touched yet. */
    public ConfigurationFile(Path file) {
        this.file = requireNonNull(file, "file");
    }

    /**
     * Reads the file and lays the overrides over it.
     *
     * @param overrides each {@code KEY=VALUE}, with a key below the section {@code quayside}; later ones win
     * @throws QuaysideException {@code QS-400} for an override that is none, {@code QS-401} for what isn't HOCON,
     *     {@code QS-402} for a file that cannot be read, {@code QS-201} and {@code QS-204} for other sections and for none
     */
    public Configuration read(List<String> overrides) {
        Config changes = Overrides.parse(overrides, SECTION);
        Config whole = resolved(changes.withFallback(parsed()));
        rejectOtherSections(whole.root());
        ConfigValue section = whole.root().get(SECTION);
        if (section == null) {
            throw new QuaysideException(
                    "QS-204", file + " has no section quayside: everything is written inside quayside { ... }");
        }
        if (!(section instanceof ConfigObject object)) {
            throw new QuaysideException(
                    "QS-202", SectionValues.placed(SECTION, section) + " has to be a section in braces");
        }
        SectionValues values = SectionValues.of(object);
        return new Configuration(
                file, Settings.of("", values.map(), values.origins()::get), values.keysOf("endpoints"));
    }

    private Config parsed() {
        if (!Files.isRegularFile(file)) {
            String why = Files.exists(file) ? "is not a file" : "is not there";
            throw new QuaysideException(
                    "QS-402",
                    "the configuration " + file.toAbsolutePath() + " " + why + "; name another one with -c FILE");
        }
        try {
            // Absolute, since includes are looked for in the parent, which a bare file name doesn't have.
            return ConfigFactory.parseFile(
                    file.toAbsolutePath().toFile(),
                    ConfigParseOptions.defaults().setAllowMissing(false));
        } catch (ConfigException.IO e) {
            throw new QuaysideException(
                    "QS-402", "the configuration " + file.toAbsolutePath() + " cannot be read: " + reason(e), e);
        } catch (ConfigException e) {
            throw notHocon(e);
        }
    }

    private Config resolved(Config config) {
        try {
            return config.resolve(ConfigResolveOptions.defaults().appendResolver(new SystemPropertyResolver()));
        } catch (ConfigException e) {
            throw notHocon(e);
        }
    }

    private void rejectOtherSections(ConfigObject root) {
        root.forEach((key, value) -> {
            if (!key.equals(SECTION)) {
                throw new QuaysideException(
                        "QS-201",
                        "unknown section " + SectionValues.placed(key, value)
                                + "; everything is written inside quayside { ... }");
            }
        });
    }

    private static QuaysideException notHocon(ConfigException e) {
        return new QuaysideException("QS-401", "the configuration cannot be understood: " + reason(e), e);
    }

    private static String reason(ConfigException e) {
        String message = e.getMessage();
        return message == null ? e.toString() : message;
    }
}
