package io.quayside.transport.nio2;

import io.quayside.api.transport.AcceptHandler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;

/**
 * Accepts at one bound socket: posts the next accept first, then hands over (T10).
 *
 * <p><b>Concurrency.</b> One accept is posted at a time; its completion posts the next or has the timer do so, and changes
 * the back-off before. Handing over comes after that, so several workers may be handing over at once.
 */
final class Acceptor implements CompletionHandler<AsynchronousSocketChannel, Void> {
    private static final Logger LOGGER = System.getLogger(Acceptor.class.getName());
    private static final long FIRST_RETRY_MILLIS = 10;
    private static final long LAST_RETRY_MILLIS = 1_000;

    private final Nio2Transport transport;
    private final AsynchronousServerSocketChannel channel;
    private final AcceptHandler handler;
    private long retryMillis = FIRST_RETRY_MILLIS;

    Acceptor(Nio2Transport transport, AsynchronousServerSocketChannel channel, AcceptHandler handler) {
        this.transport = transport;
        this.channel = channel;
        this.handler = handler;
    }

    /** Posts an accept. */
    void accept() {
        try {
            channel.accept(null, this);
        } catch (RuntimeException e) {
            if (channel.isOpen()) {
                transport.execute(() -> failed(e, null));
            }
        }
    }

    @Override
    public void completed(AsynchronousSocketChannel accepted, Void none) {
        retryMillis = FIRST_RETRY_MILLIS;
        accept();
        transport.takeIn(accepted, handler);
    }

    @Override
    public void failed(Throwable cause, Void none) {
        if (!channel.isOpen()) {
            return; // the listener was closed
        }
        long millis = retryMillis;
        retryMillis = Math.min(2 * millis, LAST_RETRY_MILLIS);
        try {
            handler.acceptFailed(cause, millis);
        } catch (Throwable t) {
            LOGGER.log(Level.WARNING, "Callback acceptFailed threw; accepting at " + channel + " goes on", t);
        } finally {
            transport.retry(this::accept, millis); // afterwards, so that failures are told one after the other
        }
    }

    /** Gives the socket up; a pending accept fails, which ends this. */
    void close() {
        Nio2Transport.closeChannel(channel);
    }
}
