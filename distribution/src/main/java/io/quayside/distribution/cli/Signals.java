package io.quayside.distribution.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * The signals that a process gets. The JDK has them where no compiler without warnings may look ({@code sun.misc.Signal}),
 * so they are reached by reflection; a library's way to do the same would set the log up first.
 */
final class Signals {
    private Signals() {}

    /**
     * Has something done on a thread of the JVM's whenever the signal comes, instead of what the JVM does.
     *
     * @param name without SIG
     * @return whether that works here: a system may not have the signal, and a JVM may have been told to leave it alone
     */
    static boolean handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object handling = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, given) -> {
                        if (!method.getName().equals("handle")) {
                            throw new UnsupportedOperationException(method.getName());
                        }
                        action.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), handling);
            return true;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException) {
                return false;
            }
            throw new IllegalStateException("the signal " + name + " cannot be handled", e);
        } catch (ReflectiveOperationException e) {
            return false; // a runtime image without the module jdk.unsupported
        }
    }
}
