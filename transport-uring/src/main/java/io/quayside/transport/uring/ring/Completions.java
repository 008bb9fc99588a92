package io.quayside.transport.uring.ring;

import io.quayside.api.Internal;

/**
 * Takes completions; implemented by whoever runs a ring, called by {@link Ring#reap}.
 *
 * @since 0.1
 */
@Internal
@FunctionalInterface
public interface Completions {
    /**
     * An operation has completed, or has come one step further if {@link Ring#MORE} says so.
     *
     * @param userData what was given to the operation
     * @param result what came of it, or an error number as a negative one
     * @param flags of the completion
     */
    void completed(long userData, int result, int flags);
}
