package io.quayside.examples.resp;

/**
 * One command of the protocol.
 *
 * @param least the fewest arguments, its name not counted
 * @param most the most
 * @param action what it does
 */
record Command(int least, int most, Action action) {
    /** As many arguments as anybody likes. */
    static final int ANY = Integer.MAX_VALUE;

    /** What a command does; called by many sessions at once. */
    @FunctionalInterface
    interface Action {
        /**
         * Does it.
         *
         * @param words the name, and as many arguments as the command takes
         * @return the answer
         */
        Resp run(Array words);
    }

    boolean takes(int arguments) {
        return arguments >= least && arguments <= most;
    }
}
