package io.quayside.benchmarks.servers;

import io.quayside.benchmarks.process.ServerConsole;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The same service without a framework, on a channel group of one thread: what a framework on it costs at least. */
public final class BareNio2Server {

    private BareNio2Server() {}

    /** Called by the JVM. */
    public static void main(String[] arguments) throws IOException {
        AsynchronousChannelGroup group =
                AsynchronousChannelGroup.withFixedThreadPool(1, Executors.defaultThreadFactory());
        try (AsynchronousServerSocketChannel listener = AsynchronousServerSocketChannel.open(group)) {
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Service.BACKLOG);
            listener.accept(null, new Accepting(listener));
            InetSocketAddress bound = (InetSocketAddress) listener.getLocalAddress();
            ServerConsole.serve(bound.getPort(), () -> "nothing is counted here");
        } finally {
            group.shutdownNow();
        }
    }

    private static final class Accepting implements CompletionHandler<AsynchronousSocketChannel, @Nullable Void> {
        private final AsynchronousServerSocketChannel listener;

        Accepting(AsynchronousServerSocketChannel listener) {
            this.listener = listener;
        }

        @Override
        public void completed(AsynchronousSocketChannel accepted, @Nullable Void none) {
            listener.accept(null, this);
            BareNio2Connection connection = new BareNio2Connection(accepted);
            try {
                accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
                connection.read();
            } catch (IOException e) {
                connection.close();
            }
        }

        @Override
        public void failed(Throwable cause, @Nullable Void none) {
            if (listener.isOpen()) {
                throw new IllegalStateException("the listener of a benchmark accepts no more", cause);
            }
        }
    }
}
