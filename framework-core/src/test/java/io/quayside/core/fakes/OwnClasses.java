package io.quayside.core.fakes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;

/** Defines some of the test's classes once more, as a plugin's class loader would that has them in its jar. */
final class OwnClasses extends URLClassLoader {
    private final String names;
    private final ClassLoader original = OwnClasses.class.getClassLoader();

    OwnClasses(URL[] places, String names) {
        super(places, OwnClasses.class.getClassLoader());
        this.names = names;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(names)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream bytes = original.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (bytes == null || name.endsWith("$Missing")) {
                throw new ClassNotFoundException(name);
            }
            byte[] all = bytes.readAllBytes();
            return defineClass(name, all, 0, all.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
