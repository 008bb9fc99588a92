package io.quayside.tck.transport;

import io.quayside.api.Stable;

/**
 * What a transport, or the world that its harness puts it in, can do; a rule that needs more is skipped, and says so.
 *
 * @since 0.1
 */
@Stable
public enum Capability {
    /** Workers are threads, and any other thread may call in at the same time. Callbacks may block for a while. */
    THREADS,
    /** Addresses are those of this machine, as the operating system knows them, and peers are plain sockets of the JDK. */
    REAL_SOCKETS,
    /** An abort is always seen by the peer as a reset. */
    RESETS,
    /**
     * What a peer doesn't read fills a bounded buffer, smaller than 16 MiB, or than that times the harness's {@linkplain
     * TransportHarness#load load}; then sends wait until it reads.
     */
    BACKPRESSURE,
    /** The harness can make accepts fail: {@link TransportHarness#failAccepts}. */
    ACCEPT_FAILURES
}
