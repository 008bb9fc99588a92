package io.quayside.benchmarks.wire;

/**
 * The fan-out of servers that have no chat: the first byte of a payload says what it is. Whoever enters gets what others
 * send, as it was sent; each request is answered with {@link #DONE}.
 */
public final class PlainGroup {
    /** A request: gets what others send from now on. */
    public static final byte ENTER = 1;
    /** A request: goes to all others. */
    public static final byte TEXT = 2;
    /** The answer to either, which has no other byte. */
    public static final byte DONE = 3;

    private PlainGroup() {}
}
