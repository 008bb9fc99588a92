package io.quayside.core.threads;

import io.quayside.api.Internal;
import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Makes threads that outlive whoever has them made, and so take nothing over from it: neither its context class loader, nor
 * inheritable thread-locals, nor the protection domains of its callers, which Java before 24 keeps for access control. Any
 * of these would keep a plugin's classes, were it a plugin's callback that happened to need one more thread.
 *
 * @since 0.1
 */
@Internal
public final class OwnThread {
    private OwnThread() {}

    /** A daemon thread with the class loader of the framework; not started. */
    @SuppressWarnings("removal") // there is no other way to make a thread without its maker's callers
    public static Thread of(String name, Runnable task) {
        PrivilegedAction<Thread> make = () -> {
            Thread thread = new Thread(null, task, name, 0, false);
            thread.setContextClassLoader(OwnThread.class.getClassLoader());
            thread.setDaemon(true);
            return thread;
        };
        return AccessController.doPrivileged(make);
    }
}
