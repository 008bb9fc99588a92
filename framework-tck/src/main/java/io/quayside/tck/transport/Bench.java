package io.quayside.tck.transport;

import static java.util.Objects.requireNonNull;

/**
 * What a rule and its handlers share.
 *
 * @param harness the transport's world
 * @param contexts counted contexts
 */
public record Bench(TransportHarness harness, Contexts contexts) {
    /** Neither is null. */
    public Bench {
        requireNonNull(harness, "harness");
        requireNonNull(contexts, "contexts");
    }
}
