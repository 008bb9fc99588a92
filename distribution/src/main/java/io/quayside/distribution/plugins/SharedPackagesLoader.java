package io.quayside.distribution.plugins;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parent of every plugin's class loader: shows the JDK and the shared packages of the application, and nothing else of
 * it, neither classes nor resources.
 *
 * <p>A plugin's loader asks its parent first, so what is shared is the same class everywhere, whatever the plugin's jars
 * hold; what isn't shared the plugin brings itself, in the version it likes. Immutable; used by any thread.
 */
final class SharedPackagesLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final ClassLoader application;
    private final List<String> prefixes;

    /**
     * Shows some packages.
     *
     * @param application whose classes they are
     * @param packages their names; what is below them is shared as well
     */
    SharedPackagesLoader(ClassLoader application, Collection<String> packages) {
        super("quayside-shared", ClassLoader.getPlatformClassLoader());
        this.application = application;
        List<String> made = new ArrayList<>();
        packages.forEach(name -> made.add(name + "."));
        this.prefixes = List.copyOf(made);
    }

    /** Called when the JDK doesn't have the class. */
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (isShared(name)) {
            return application.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        return isShared(name.replace('/', '.')) ? application.getResource(name) : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        return isShared(name.replace('/', '.')) ? application.getResources(name) : Collections.emptyEnumeration();
    }

    private boolean isShared(String name) {
        return prefixes.stream().anyMatch(name::startsWith);
    }
}
