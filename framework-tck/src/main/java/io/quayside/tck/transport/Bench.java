package io.quayside.tck.transport;

import static java.util.Objects.requireNonNull;

import io.quayside.api.Open;

/**
 * What a rule and its handlers share.
 *
 * @param harness the transport's world
 * @param contexts counted contexts
 * @since 0.1
 */
@Open
public record Bench(TransportHarness harness, Contexts contexts) {
    /** Neither is null. */
    public Bench {
        requireNonNull(harness, "harness");
        requireNonNull(contexts, "contexts");
    }
}
