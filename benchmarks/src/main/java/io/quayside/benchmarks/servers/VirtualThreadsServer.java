package io.quayside.benchmarks.servers;

import io.quayside.benchmarks.process.ServerConsole;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * The echo without a framework, with a virtual thread for each connection that blocks in reads and writes. Virtual threads
 * are found by reflection, since this is compiled for a JDK that has none yet.
 */
public final class VirtualThreadsServer {
    private VirtualThreadsServer() {}

    /** Called by the JVM. */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        Method start;
        try {
            start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        } catch (NoSuchMethodException e) {
            ServerConsole.cannotRun(
                    "Java " + Runtime.version().feature() + " has no virtual threads; 21 and later have");
            return;
        }
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Service.BACKLOG);
        Thread accepting = new Thread(() -> accept(listener, start), "accept");
        accepting.setDaemon(true);
        accepting.start();
        ServerConsole.serve(listener.socket().getLocalPort(), () -> "nothing is counted here");
    }

    private static void accept(ServerSocketChannel listener, Method start) {
        try {
            while (true) {
                SocketChannel accepted = listener.accept();
                accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
                start.invoke(null, (Runnable) () -> serve(accepted));
            }
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException("the listener of a benchmark accepts no more", e);
        }
    }

    private static void serve(SocketChannel accepted) {
        try (SocketChannel channel = accepted) {
            FrameEcho echo = new FrameEcho(Long.MAX_VALUE);
            while (channel.read(echo.in()) >= 0) {
                echo.echoReceived();
                while (echo.out().hasRemaining()) {
                    channel.write(echo.out());
                }
                echo.out().clear();
            }
        } catch (IOException | IllegalArgumentException e) {
            // The connection is closed, which is all that the peer of a benchmark is owed.
            System.Logger log = System.getLogger(VirtualThreadsServer.class.getName());
            log.log(System.Logger.Level.DEBUG, "a connection failed", e);
        }
    }
}
