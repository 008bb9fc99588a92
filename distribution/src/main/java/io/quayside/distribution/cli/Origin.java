package io.quayside.distribution.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/** Where a class was loaded from. */
final class Origin {
    private Origin() {}

    /** The jar or directory: relative to the installation's home when it lies below that. */
    static String of(Class<?> type, Path home) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            return "the JDK";
        }
        try {
            URI location = source.getLocation().toURI();
            Path path = Path.of(location);
            return path.startsWith(home) ? home.relativize(path).toString() : path.toString();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return source.getLocation().toString();
        }
    }
}
