package io.quayside.testkit;

/** What is wrong with a {@link FlawedCodec}, one thing each. */
enum Flaw {
    NONE,
    /** Makes a message of what is here of a frame. */
    IMPATIENT,
    /** Takes what is behind a frame with it. */
    GREEDY,
    /** Keeps what it knows of a frame in a field, which all sessions share. */
    REMEMBERS,
    /** Allocates what is announced. */
    BELIEVES,
    /** Doesn't look whether a length makes sense. */
    CARELESS,
    /** Refuses without a reason. */
    MUTE,
    /** Never comes back from a negative length. */
    SPINS,
    /** Announces more than it writes. */
    ANNOUNCES_MORE,
    /** Makes another message of it. */
    SHOUTS,
    /** Doesn't take the frame of an empty message. */
    LEAVES_BYTES,
    /** Reads a length backwards when nothing is behind it yet. */
    TURNS_ROUND
}
