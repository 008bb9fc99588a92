package io.quayside.benchmarks.servers;

import io.quayside.benchmarks.process.ServerConsole;
import io.quayside.load.Varint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import org.smartboot.socket.MessageProcessor;
import org.smartboot.socket.transport.AioQuickServer;
import org.smartboot.socket.transport.AioSession;
import org.smartboot.socket.transport.WriteBuffer;

/** smart-socket 1.8 with as few threads as it takes. */
public final class SmartSocketServer {
    private static final int BUFFER = 32 << 10;
    private static final int FEWEST_THREADS = 2;

    private SmartSocketServer() {}

    /** Called by the JVM. */
    public static void main(String[] arguments) throws IOException {
        int port = freePort();
        MessageProcessor<byte[]> echo = SmartSocketServer::echo;
        AioQuickServer server = new AioQuickServer(
                        InetAddress.getLoopbackAddress().getHostAddress(), port, new SmartSocketFrames(), echo)
                .setBannerEnabled(false)
                .setThreadNum(FEWEST_THREADS)
                .setBacklog(Service.BACKLOG)
                .setReadBufferSize(BUFFER)
                .setOption(StandardSocketOptions.SO_REUSEADDR, true);
        server.start();
        try {
            ServerConsole.serve(port, () -> "nothing is counted here");
        } finally {
            server.shutdown();
        }
    }

    private static void echo(AioSession session, byte[] payload) {
        WriteBuffer out = session.writeBuffer();
        try {
            byte[] length = Varint.bytes(payload.length);
            out.write(length, 0, length.length);
            out.write(payload, 0, payload.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that the system picks: the server, told to pick one, doesn't tell which. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
