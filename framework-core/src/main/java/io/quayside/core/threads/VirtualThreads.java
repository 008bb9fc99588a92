package io.quayside.core.threads;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Virtual threads of Java 21 and newer, found when it runs: it is compiled for a Java without them. */
final class VirtualThreads {
    private static final int FIRST_RELEASE = 21;

    private VirtualThreads() {}

    static boolean exist() {
        return Runtime.version().feature() >= FIRST_RELEASE;
    }

    /**
     * An executor with a new virtual thread for each task, named with a prefix and a number. They take over neither the
     * class loader nor the inheritable thread-locals of whoever hands a task in.
     */
    static ExecutorService executor(String prefix) {
        try {
            ThreadFactory named = factory(prefix);
            ThreadFactory apart = task -> {
                Thread thread = named.newThread(task);
                thread.setContextClassLoader(VirtualThreads.class.getClassLoader());
                return thread;
            };
            MethodHandle executor = MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class, ThreadFactory.class));
            return (ExecutorService) executor.invokeExact(apart);
        } catch (Throwable t) {
            throw new IllegalStateException("this Java has no virtual threads: " + Runtime.version(), t);
        }
    }

    private static ThreadFactory factory(String prefix) throws Throwable {
        Class<?> builder = Class.forName("java.lang.Thread$Builder");
        Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        Object made = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual))
                .invoke();
        made = lookup.findVirtual(builder, "name", MethodType.methodType(builder, String.class, long.class))
                .invoke(made, prefix, 1L);
        made = lookup.findVirtual(
                        builder, "inheritInheritableThreadLocals", MethodType.methodType(builder, boolean.class))
                .invoke(made, false);
        @Nullable Object factory = lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class))
                .invoke(made);
        return (ThreadFactory) factory;
    }
}
