package io.quayside.core.pool;

/** Which leases of I/O contexts are tracked, so that one that never comes back can be told (P7). */
enum LeakTracking {
    /** None, and it costs nothing. */
    OFF,
    /** One of some, picked at random: cheap enough to leave on, and a leak that repeats is found in time. */
    SAMPLED,
    /** Every one. */
    FULL
}
