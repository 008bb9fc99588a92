package io.quayside.fuzz;

import org.jspecify.annotations.Nullable;

/**
 * What a codec ought to do, said as plainly as possible and apart from the code under test. It knows no more of the stream
 * than the codec does.
 *
 * @param <M> the type of the messages
 */
interface Model<M> {
    /** What the bytes from {@code from} to {@code to} begin with. */
    Outcome<M> next(byte[] stream, int from, int to);

    /** Whether this message can be sent. */
    boolean canSend(M message);

    /** What can be made of the beginning of a stream. */
    enum Kind {
        /** A message. */
        MESSAGE,
        /** Nothing before more has come. */
        WAIT,
        /** Nothing, whatever comes: the stream is refused now. */
        REFUSE
    }

    /**
     * What is made of the beginning of a stream.
     *
     * @param kind the kind of outcome
     * @param size how many bytes the frame has; 0 without a message
     * @param message the message; null unless there is one
     */
    record Outcome<M>(Kind kind, int size, @Nullable M message) {
        static <M> Outcome<M> message(int size, M message) {
            return new Outcome<>(Kind.MESSAGE, size, message);
        }

        static <M> Outcome<M> waits() {
            return new Outcome<>(Kind.WAIT, 0, null);
        }

        static <M> Outcome<M> refuses() {
            return new Outcome<>(Kind.REFUSE, 0, null);
        }
    }
}
