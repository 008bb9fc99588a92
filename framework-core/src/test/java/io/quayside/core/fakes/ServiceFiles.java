package io.quayside.core.fakes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A directory with service files in it, as a jar of providers has them, for class loaders to find. */
public final class ServiceFiles {
    private final Path directory;

    /** In a directory of the test's own. */
    public ServiceFiles(Path directory) {
        this.directory = directory;
    }

    /** Names providers of a service; those named before stay. */
    public ServiceFiles with(Class<?> service, Class<?>... providers) {
        return with(service, Arrays.stream(providers).map(Class::getName).toArray(String[]::new));
    }

    /** Lines of a service's file, as they are. */
    public ServiceFiles with(Class<?> service, String... lines) {
        try {
            Path services = Files.createDirectories(directory.resolve("META-INF/services"));
            Path file = services.resolve(service.getName());
            List<String> all = Files.exists(file) ? Files.readAllLines(file) : List.of();
            Files.writeString(file, String.join("\n", all) + "\n" + String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** A loader that finds the files, and the classes where this class is. */
    public ClassLoader loader() {
        return new URLClassLoader(new URL[] {url()}, ServiceFiles.class.getClassLoader());
    }

    /** A loader that finds the files, and makes classes of its own of those whose names begin so. */
    public ClassLoader loaderOfItsOwn(String names) {
        return new OwnClasses(new URL[] {url()}, names);
    }

    private URL url() {
        try {
            return directory.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
