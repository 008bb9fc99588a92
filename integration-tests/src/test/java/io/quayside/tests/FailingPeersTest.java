package io.quayside.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.core.EndpointSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Peers that reset, stop in the middle, never read, or send what is no message: everything is back afterwards (P3). */
@SuppressWarnings("try") // sockets are closed before the block ends, on purpose
class FailingPeersTest extends OverEachTransport {

    @Test
    void aResetInTheMiddleOfAFrame() throws Exception {
        try (RunningServer server = withEverything(Map.of())) {
            for (int i = 0; i < 200; i++) {
                try (Socket socket = server.connect("frames")) {
                    OutputStream out = socket.getOutputStream();
                    Frames.write(out, new byte[100]);
                    out.write(new byte[] {(byte) 0xd0, 0x0f, 1, 2, 3}); // 2,000 bytes announced, three sent
                    socket.setSoLinger(true, 0);
                }
            }
            server.awaitEverythingBack();
            assertTrue(server.metric("endpoints.frames.sessions.opened") > 0);
        }
    }

    @Test
    void theStreamEndsInTheMiddleOfAFrame() throws Exception {
        try (RunningServer server = withEverything(Map.of());
                Socket socket = server.connect("frames")) {
            OutputStream out = socket.getOutputStream();
            Frames.write(out, "whole".getBytes(UTF_8));
            out.write(new byte[] {(byte) 0xd0, 0x0f, 1, 2, 3});
            socket.shutdownOutput();
            assertArrayEquals("whole".getBytes(UTF_8), Frames.read(socket.getInputStream()));
            assertEquals(-1, socket.getInputStream().read(), "the server closes after what it had to send");
            server.awaitEverythingBack();
        }
    }

    @Test
    void everythingSentBeforeAHalfCloseIsEchoed() throws Exception {
        try (RunningServer server = withEverything(Map.of());
                Socket socket = server.connect("frames")) {
            byte[] payload = new byte[300_000];
            OutputStream out = Frames.buffered(socket.getOutputStream());
            for (int i = 0; i < 3; i++) {
                payload[i] = (byte) i;
                Frames.write(out, payload);
            }
            out.flush();
            socket.shutdownOutput();
            byte[] expected = new byte[300_000];
            for (int i = 0; i < 3; i++) {
                expected[i] = (byte) i;
                assertArrayEquals(expected, Frames.read(socket.getInputStream()), "frame " + i);
            }
            assertEquals(-1, socket.getInputStream().read());
            server.awaitEverythingBack();
        }
    }

    @Test
    void aClientThatNeverReadsIsNotReadFromAndDisturbsNobody() throws Exception {
        try (RunningServer server = withEverything(Map.of("outbound-limit", "256k"));
                Socket deaf = server.connect("frames");
                Socket other = server.connect("frames")) {
            long written = writeUntilBlocked(deaf);
            assertTrue(written > 256 << 10, () -> "only " + written + " bytes were taken");
            assertEquals(0, server.metric("endpoints.frames.sends.refused"), "backpressure comes before refusal");
            byte[] hello = "hello".getBytes(UTF_8);
            Frames.write(other.getOutputStream(), hello);
            assertArrayEquals(hello, Frames.read(other.getInputStream()));
            deaf.setSoLinger(true, 0);
            deaf.close();
            other.close();
            server.awaitEverythingBack();
        }
    }

    /** Writes frames until the server has not taken any for a while; the thread that writes ends with the socket. */
    private static long writeUntilBlocked(Socket socket) {
        java.util.concurrent.atomic.AtomicLong written = new java.util.concurrent.atomic.AtomicLong();
        Thread writer = new Thread(() -> {
            byte[] payload = new byte[10_000];
            try {
                while (true) {
                    Frames.write(socket.getOutputStream(), payload);
                    written.addAndGet(payload.length);
                }
            } catch (IOException e) {
                assertTrue(e instanceof SocketException, () -> "ends with the socket, not with " + e);
            }
        });
        writer.setDaemon(true);
        writer.start();
        long[] seen = {-1, System.nanoTime()};
        RunningServer.await("the server to stop reading", () -> {
            long now = written.get();
            if (now != seen[0]) {
                seen[0] = now;
                seen[1] = System.nanoTime();
            }
            return now > 0 && System.nanoTime() - seen[1] > 500_000_000L;
        });
        return written.get();
    }

    @Test
    void aSlowReaderGetsEveryByteOnceItReads() throws Exception {
        try (RunningServer server = withEverything(Map.of("outbound-limit", "64k"));
                Socket socket = server.connect("frames")) {
            int frames = 2_000;
            Thread writer = new Thread(() -> {
                try {
                    OutputStream out = Frames.buffered(socket.getOutputStream());
                    for (int i = 0; i < frames; i++) {
                        Frames.write(out, numbered(i));
                    }
                    out.flush();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            writer.start();
            RunningServer.await(
                    "backpressure", () -> server.metric("endpoints.frames.messages.received") > 0 && writer.isAlive());
            for (int i = 0; i < frames; i++) {
                assertArrayEquals(numbered(i), Frames.read(socket.getInputStream()), "frame " + i);
            }
            writer.join();
            assertEquals(0, server.metric("endpoints.frames.sends.refused"));
            socket.close();
            server.awaitEverythingBack();
        }
    }

    private static byte[] numbered(int i) {
        byte[] payload = new byte[5_000];
        payload[0] = (byte) i;
        payload[4_999] = (byte) (i >>> 8);
        return payload;
    }

    @Test
    void aHostileLengthClosesThatSessionOnly() throws Exception {
        try (RunningServer server = withEverything(Map.of());
                Socket hostile = server.connect("frames");
                Socket other = server.connect("frames")) {
            hostile.getOutputStream().write(new byte[] {-1, -1, -1, -1, 7});
            assertEquals(-1, hostile.getInputStream().read());
            Frames.write(other.getOutputStream(), new byte[] {1});
            assertArrayEquals(new byte[] {1}, Frames.read(other.getInputStream()));
            hostile.close();
            other.close();
            server.awaitEverythingBack();
        }
    }

    @Test
    void anIdleConnectionIsClosed() throws Exception {
        try (RunningServer server = withEverything(Map.of("idle-timeout", "300ms"));
                Socket socket = server.connect("lines")) {
            assertEquals(-1, socket.getInputStream().read());
            socket.close();
            server.awaitEverythingBack();
        }
    }

    @Test
    void moreConnectionsThanSessionsAreTurnedAwayAndLaterOnesLetIn() throws Exception {
        try (RunningServer server = RunningServer.of(server().endpoint(EndpointSpec.named("lines")
                .listen("127.0.0.1:0")
                .plugin("echo")
                .codec("lines", Map.of())
                .session(Map.of("limit", 3))
                .admission(Map.of("waiting", 0))))) {
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Socket socket = server.connect("lines");
                socket.getOutputStream().write("in\n".getBytes(UTF_8));
                assertArrayEquals(
                        "in\n".getBytes(UTF_8), socket.getInputStream().readNBytes(3));
                sockets.add(socket);
            }
            try (Socket fourth = server.connect("lines")) {
                assertTurnedAway(fourth);
            }
            for (Socket socket : sockets) {
                socket.close();
            }
            server.awaitEverythingBack();
            try (Socket later = server.connect("lines")) {
                later.getOutputStream().write("in\n".getBytes(UTF_8));
                assertArrayEquals("in\n".getBytes(UTF_8), later.getInputStream().readNBytes(3));
            }
        }
    }

    private static void assertTurnedAway(Socket socket) throws IOException {
        try {
            assertEquals(-1, socket.getInputStream().read());
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (SocketException reset) {
            assertTrue(reset.getMessage().contains("reset"), reset::getMessage);
        }
    }
}
