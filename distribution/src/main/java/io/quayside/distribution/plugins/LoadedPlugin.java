package io.quayside.distribution.plugins;

import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * A plugin that is loaded.
 *
 * @param place its jar, or the directory with its jars
 * @param loader its class loader
 */
public record LoadedPlugin(Path place, URLClassLoader loader) {
    private static final String JAR = ".jar";

    /** What the operator calls it: the file's name without its ending, or the directory's. */
    public String name() {
        String file = place.getFileName().toString();
        return file.endsWith(JAR) ? file.substring(0, file.length() - JAR.length()) : file;
    }

    boolean isCalled(String name) {
        return name.equals(name()) || name.equals(place.getFileName().toString());
    }
}
