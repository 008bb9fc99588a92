package io.quayside.benchmarks.migration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.smartboot.socket.MessageProcessor;
import org.smartboot.socket.Protocol;
import org.smartboot.socket.StateMachineEnum;
import org.smartboot.socket.transport.AioQuickServer;
import org.smartboot.socket.transport.AioSession;

/** The room on smart-socket 1.8, with its module aio-core alone. */
final class SmartSocketRoom {
    private SmartSocketRoom() {}

    static final class Lines implements Protocol<String> {
        @Override
        public String decode(ByteBuffer in, AioSession session) {
            for (int at = in.position(); at < in.limit(); at++) {
                if (in.get(at) == '\n') {
                    byte[] line = new byte[at - in.position()];
                    in.get(line).get();
                    return new String(line, UTF_8);
                }
            }
            if (in.remaining() == in.capacity()) {
                throw new IllegalArgumentException("a line is longer than the buffer");
            }
            return null;
        }
    }

    static final class Handler implements MessageProcessor<String> {
        private final Set<AioSession> everybody = ConcurrentHashMap.newKeySet();

        @Override
        public void stateEvent(AioSession session, StateMachineEnum event, Throwable cause) {
            switch (event) {
                case NEW_SESSION -> everybody.add(session);
                case SESSION_CLOSED -> everybody.remove(session);
                default -> {}
            }
        }

        @Override
        public void process(AioSession session, String line) {
            byte[] bytes = (line + "\n").getBytes(UTF_8);
            for (AioSession other : everybody) {
                if (other != session) {
                    try {
                        other.writeBuffer().write(bytes);
                        other.writeBuffer().flush();
                    } catch (IOException e) {
                        other.close();
                    }
                }
            }
        }
    }

    static RoomServer open() throws IOException {
        int port = freePort();
        AioQuickServer server = new AioQuickServer("127.0.0.1", port, new Lines(), new Handler())
                .setBannerEnabled(false)
                .setReadBufferSize(1024);
        server.start();
        return new RoomServer() {
            @Override
            public int port() {
                return port;
            }

            @Override
            public void close() {
                server.shutdown();
            }
        };
    }

    /** It doesn't tell which port the system has picked. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
