package io.quayside.core.session;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What one slot has carried, for all the sessions it served. Counting costs an addition: no lock, and no line of memory that
 * others write to. The slot extends it, since an object for each would be felt with many quiet sessions.
 *
 * <p><b>Concurrency.</b> Each figure has one writer at a time: the strand, but for the bytes sent, which the completions of
 * sends write, one after the other. Anybody may read; a reader may miss what was added just now.
 */
abstract class Traffic {
    private static final VarHandle MESSAGES_RECEIVED = handle("messagesReceived");
    private static final VarHandle MESSAGES_SENT = handle("messagesSent");
    private static final VarHandle BYTES_RECEIVED = handle("bytesReceived");
    private static final VarHandle BYTES_SENT = handle("bytesSent");

    private long messagesReceived;
    private long messagesSent;
    private long bytesReceived;
    private long bytesSent;

    final void receivedMessages(int count) {
        MESSAGES_RECEIVED.setOpaque(this, messagesReceived + count);
    }

    final void receivedBytes(int count) {
        BYTES_RECEIVED.setOpaque(this, bytesReceived + count);
    }

    /** Messages that were sent within the session's callbacks. */
    final void sentMessages(int count) {
        MESSAGES_SENT.setOpaque(this, messagesSent + count);
    }

    final void sentBytes(int count) {
        BYTES_SENT.setOpaque(this, bytesSent + count);
    }

    final long messagesReceived() {
        return (long) MESSAGES_RECEIVED.getOpaque(this);
    }

    final long messagesSent() {
        return (long) MESSAGES_SENT.getOpaque(this);
    }

    final long bytesReceived() {
        return (long) BYTES_RECEIVED.getOpaque(this);
    }

    final long bytesSent() {
        return (long) BYTES_SENT.getOpaque(this);
    }

    private static VarHandle handle(String field) {
        try {
            return MethodHandles.lookup().findVarHandle(Traffic.class, field, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
