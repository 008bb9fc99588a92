package io.quayside.examples.proxy;

import io.quayside.api.session.CloseReason;
import io.quayside.api.session.Session;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One direction of a relayed connection: from one session to another.
 *
 * <p><b>Back-pressure.</b> While more than enough waits for the receiver, nothing more is taken from the sender: its bytes stay in
 * the system, whose windows fill, until the sender stops by itself. So a relayed connection takes a bounded amount of memory,
 * however fast one side is and however slow the other.
 *
 * <p>Concurrency: {@link #pass} is called within callbacks of the sender, {@link #writable} within those of the receiver, which
 * run at the same time. So the receiver may have room again before the sender is paused, and nobody would resume it. That is
 * what the count is for: whoever pauses the sender looks whether it has changed, after that; whoever resumes it changes it before.
 */
final class Relay {
    private final AtomicInteger timesWritable = new AtomicInteger();

    /** Sends bytes on, and takes no more from their sender if their receiver can't keep up. */
    void pass(Session<ByteBuffer> from, Session<ByteBuffer> to, ByteBuffer bytes) {
        int before = timesWritable.get();
        switch (to.send(bytes)) {
            case QUEUED -> {}
            case CONGESTED -> {
                from.pauseReceiving();
                if (timesWritable.get() != before) {
                    from.resumeReceiving();
                }
            }
            case REFUSED -> {
                // Out of I/O contexts. With a gap, what follows would be garbage.
                from.abort();
                to.abort();
            }
            case CLOSED -> {} // the receiver's end ends the sender in a moment
        }
    }

    /** The receiver has room again. */
    void writable(Session<ByteBuffer> from) {
        timesWritable.incrementAndGet();
        from.resumeReceiving();
    }

    /** One side has ended: the other ends in the same way, in good order or cut off. */
    static void end(Session<ByteBuffer> other, CloseReason reason) {
        switch (reason.kind()) {
            case PEER_CLOSED, PLUGIN_CLOSED, IDLE, SHUTDOWN -> other.close("the other side has ended: " + reason);
            case CONNECTION_LOST, CONGESTED, CODEC_ERROR, PLUGIN_ERROR -> other.abort();
        }
    }
}
