package io.quayside.distribution.plugins;

import io.quayside.api.QuaysideException;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;

/**
 * One plugin on disk.
 *
 * @param name where it lies, from the directory above the plugins' on: {@code plugins/chat}
 * @param place that place
 * @param jars its jars; none when the place holds no plugin
 */
record PluginFiles(String name, Path place, List<Path> jars) {

    static PluginFiles at(Path place, Path directory) {
        String name = directory.getFileName() + File.separator + directory.relativize(place);
        List<Path> jars = new ArrayList<>();
        List<Path> candidates = Files.isDirectory(place) ? PluginDirectory.entries(place) : List.of(place);
        for (Path candidate : candidates) {
            if (candidate.toString().endsWith(".jar") && !Files.isDirectory(candidate)) {
                jars.add(candidate);
            }
        }
        return new PluginFiles(name, place, List.copyOf(jars));
    }

    /** The jars' addresses, after a look at each: a class loader would pass over a broken one in silence. */
    URL[] addresses() {
        URL[] addresses = new URL[jars.size()];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = address(jars.get(i));
        }
        return addresses;
    }

    private static URL address(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            file.entries();
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("a file without an address: " + jar, e);
        } catch (IOException e) {
            throw new QuaysideException(
                    "QS-403",
                    "cannot read " + jar.toAbsolutePath() + " (" + e.getMessage() + "): replace it, or take it away",
                    e);
        }
    }
}
