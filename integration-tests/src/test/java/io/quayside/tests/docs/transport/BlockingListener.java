package io.quayside.tests.docs.transport;

import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.Listener;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One bound address, and a thread that accepts there and does nothing else: it calls back on other threads (T10). It waits in a
 * selector, because an accept that blocks holds a descriptor for whoever comes next.
 */
final class BlockingListener implements Listener {
    private static final long FIRST_RETRY_MILLIS = 10;
    private static final long LAST_RETRY_MILLIS = 1_000;

    private final BlockingTransport transport;
    private final ServerSocketChannel channel;
    private final Selector selector;
    private final SocketAddress address;
    private final AcceptHandler handler;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);

    BlockingListener(BlockingTransport transport, ServerSocketChannel channel, Selector selector, AcceptHandler handler)
            throws IOException {
        this.transport = transport;
        this.channel = channel;
        this.selector = selector;
        this.address = channel.getLocalAddress();
        this.handler = handler;
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_ACCEPT);
    }

    @Override
    public SocketAddress address() {
        return address;
    }

    /** The listener's thread. */
    void acceptAll() throws Exception {
        try (selector) {
            long retryMillis = FIRST_RETRY_MILLIS;
            while (channel.isOpen()) {
                retryMillis = accept(retryMillis);
            }
        } finally {
            gone.countDown();
        }
    }

    /** Waits for a connection; answers how long to wait if the next accept fails. */
    private long accept(long retryMillis) throws InterruptedException {
        try {
            selector.select();
            selector.selectedKeys().clear();
            SocketChannel accepted = channel.accept();
            if (accepted != null) {
                transport.run("accepted", () -> transport.handOver(accepted, handler::accepted));
            }
            return FIRST_RETRY_MILLIS;
        } catch (ClosedChannelException e) {
            return retryMillis; // the listener was closed
        } catch (IOException e) {
            transport.run("accept failed", () -> handler.acceptFailed(e, retryMillis));
            boolean over = closed.await(retryMillis, TimeUnit.MILLISECONDS);
            return over ? 0 : Math.min(2 * retryMillis, LAST_RETRY_MILLIS);
        }
    }

    /** Waits until the selector has let go of the socket: till then the system would take connections still. */
    @Override
    public void close() {
        BlockingTransport.closeQuietly(channel);
        selector.wakeup();
        closed.countDown();
        BlockingTransport.uninterruptibly(gone::await);
        transport.forget(this);
    }
}
