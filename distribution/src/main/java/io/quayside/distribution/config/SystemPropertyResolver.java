package io.quayside.distribution.config;

import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import org.jspecify.annotations.Nullable;

/** Finds substitutions such as {@code ${user.home}} among the system properties. */
final class SystemPropertyResolver implements ConfigResolver {
    private final @Nullable ConfigResolver fallback;

    SystemPropertyResolver() {
        this(null);
    }

    private SystemPropertyResolver(@Nullable ConfigResolver fallback) {
        this.fallback = fallback;
    }

    @Override
    public @Nullable ConfigValue lookup(String path) {
        String value = System.getProperty(path);
        if (value != null) {
            return ConfigValueFactory.fromAnyRef(value, "system property " + path);
        }
        return fallback == null ? null : fallback.lookup(path);
    }

    @Override
    public ConfigResolver withFallback(ConfigResolver other) {
        return new SystemPropertyResolver(fallback == null ? other : fallback.withFallback(other));
    }
}
