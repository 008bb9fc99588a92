package io.quayside.transport.uring;

import io.quayside.api.transport.Transport;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What the provider needs of the rest of this module; used by whoever asks the provider.
 *
 * <p>The rest is compiled for Java 25, and an older runtime can't even load it. The provider, its settings and what tells
 * why it can't run are compiled for Java 17, so that they can say so there; they reach the rest through this interface, by
 * name, when the runtime is found to be new enough. No class on this side may mention one of the other, which a test sees to.
 */
interface Engine {
    /** The class behind it, which is on the other side. */
    String IMPLEMENTATION = "io.quayside.transport.uring.RingEngine";

    /** Loads the other side; the runtime is known to be new enough. */
    static Engine load() {
        try {
            return Class.forName(IMPLEMENTATION)
                    .asSubclass(Engine.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the module's jar lacks " + IMPLEMENTATION, e);
        }
    }

    /** What stands in the way of a ring on this machine; null for nothing. */
    @Nullable String obstacle();

    /** Opens the rings and starts their workers. */
    Transport open(UringSettings settings) throws IOException;
}
