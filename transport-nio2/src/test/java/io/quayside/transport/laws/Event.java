package io.quayside.transport.laws;

import org.jspecify.annotations.Nullable;

/** What a handler was called back with. */
public final class Event {
    private final Kind kind;
    private final long sequence;
    private final byte[] bytes;
    private final @Nullable Throwable cause;
    private final Thread thread = Thread.currentThread();

    /** The callbacks. */
    public enum Kind {
        RECEIVED,
        END_OF_STREAM,
        SENT,
        FAILED_RECEIVE,
        FAILED_SEND,
        CLOSED
    }

    /** An event on the calling thread. */
    Event(Kind kind, long sequence, byte[] bytes, @Nullable Throwable cause) {
        this.kind = kind;
        this.sequence = sequence;
        this.bytes = bytes;
        this.cause = cause;
    }

    public Kind kind() {
        return kind;
    }

    public long sequence() {
        return sequence;
    }

    public byte[] bytes() {
        return bytes;
    }

    public @Nullable Throwable cause() {
        return cause;
    }

    /** The thread that called back. */
    public Thread thread() {
        return thread;
    }

    @Override
    public String toString() {
        return kind + " " + sequence + ", " + bytes.length + " bytes, cause " + cause;
    }
}
