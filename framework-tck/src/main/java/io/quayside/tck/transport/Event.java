package io.quayside.tck.transport;

import io.quayside.api.Open;
import org.jspecify.annotations.Nullable;

/**
 * What a handler was called back with.
 *
 * @since 0.1
 */
@Open
public final class Event {
    private final Kind kind;
    private final long sequence;
    private final byte[] bytes;
    private final @Nullable Throwable cause;
    private final Thread thread = Thread.currentThread();

    /** The callbacks. */
    public enum Kind {
        /** {@code received}. */
        RECEIVED,
        /** {@code endOfStream}. */
        END_OF_STREAM,
        /** {@code sent}. */
        SENT,
        /** {@code failed}, of a receive. */
        FAILED_RECEIVE,
        /** {@code failed}, of a send. */
        FAILED_SEND,
        /** {@code closed}. */
        CLOSED
    }

    /** An event on the calling thread. */
    Event(Kind kind, long sequence, byte[] bytes, @Nullable Throwable cause) {
        this.kind = kind;
        this.sequence = sequence;
        this.bytes = bytes;
        this.cause = cause;
    }

    /** Which callback. */
    public Kind kind() {
        return kind;
    }

    /** The context's sequence number; -1 for {@code closed}. */
    public long sequence() {
        return sequence;
    }

    /** What was received, and before it what stood in the context already. */
    public byte[] bytes() {
        return bytes;
    }

    /** Why it failed or was closed. */
    public @Nullable Throwable cause() {
        return cause;
    }

    /** The thread that called back. */
    public Thread thread() {
        return thread;
    }

    @Override
    public String toString() {
        return kind + (sequence < 0 ? "" : " " + sequence) + " (" + bytes.length + " bytes, cause: " + cause + ")";
    }
}
