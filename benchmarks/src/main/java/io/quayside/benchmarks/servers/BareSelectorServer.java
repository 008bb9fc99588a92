package io.quayside.benchmarks.servers;

import io.quayside.benchmarks.process.ServerConsole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** The echo without a framework on {@code java.nio}: one thread, one selector, written by hand. */
public final class BareSelectorServer {
    private final Selector selector;
    private final ServerSocketChannel listener;
    private final long wrongFrame;

    private BareSelectorServer(Selector selector, ServerSocketChannel listener, long wrongFrame) {
        this.selector = selector;
        this.listener = listener;
        this.wrongFrame = wrongFrame;
    }

    /** Called by the JVM: the service, and the number of the frame of each connection to send back wrongly, if any. */
    public static void main(String[] arguments) throws IOException {
        long wrongFrame = arguments.length > 1 ? Long.parseLong(arguments[1]) : Long.MAX_VALUE;
        Selector selector = Selector.open();
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Service.BACKLOG);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        Thread loop = new Thread(new BareSelectorServer(selector, listener, wrongFrame)::run, "selector");
        loop.setDaemon(true);
        loop.start();
        ServerConsole.serve(listener.socket().getLocalPort(), () -> "nothing is counted here");
    }

    private void run() {
        try {
            while (true) {
                selector.select(this::ready);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.attachment() instanceof BareSelectorConnection connection) {
                connection.ready(key);
            } else {
                accept();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        for (SocketChannel accepted = listener.accept(); accepted != null; accepted = listener.accept()) {
            accepted.configureBlocking(false);
            accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
            accepted.register(selector, SelectionKey.OP_READ, new BareSelectorConnection(accepted, wrongFrame));
        }
    }
}
