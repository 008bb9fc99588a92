package io.quayside.transport.uring.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.transport.uring.NeedsRing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NeedsRing
class BufferRingTest {
    private static final int SIZE = 16;
    private static final int COUNT = 2;

    private final ByteBuffer[] pieces = {ByteBuffer.allocateDirect(SIZE), ByteBuffer.allocateDirect(SIZE)};
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Deque<Integer> used = new ArrayDeque<>();
    private Ring ring;
    private BufferRing buffers;
    private Socket peer;
    private int socket;
    private int lastResult;
    private boolean posted;

    @BeforeEach
    void connect() throws IOException {
        ring = Ring.open(8);
        buffers = BufferRing.open(ring, 1, COUNT);
        int listening = Sockets.openListening(InetAddress.getLoopbackAddress());
        InetSocketAddress address =
                Sockets.listen(listening, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        peer = new Socket();
        peer.connect(address);
        try (Arena arena = Arena.ofConfined()) {
            socket = Sockets.accept(listening, new SocketName(arena));
        }
        Sockets.close(listening);
        assertTrue(socket >= 0);
        provide(0);
        provide(1);
        receive();
    }

    @AfterEach
    void close() throws IOException {
        ring.operations().cancelEverything(2);
        while (ring.pending() > 0) {
            ring.submitAndWait();
            ring.reap((userData, result, flags) -> {});
        }
        Sockets.close(socket);
        peer.close();
        buffers.close();
        ring.close();
    }

    private void provide(int number) {
        buffers.provide(pieces[number], number);
        buffers.publish();
    }

    private void receive() {
        ring.operations().receiveMany(socket, buffers, 1);
        posted = true;
    }

    private void completed(long userData, int result, int flags) {
        lastResult = result;
        posted = (flags & Ring.MORE) != 0;
        int number = BufferRing.number(flags);
        if (number >= 0) {
            byte[] bytes = new byte[result];
            pieces[number].get(0, bytes);
            received.writeBytes(bytes);
            used.add(number);
        }
    }

    private void reap() {
        ring.submitAndWait();
        ring.reap(this::completed);
    }

    private static byte[] pattern(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (7 * i);
        }
        return bytes;
    }

    @Test
    void oneOperationReceivesAgainAndAgain() throws IOException {
        for (int i = 1; i <= 10; i++) {
            peer.getOutputStream().write(pattern(5));
            while (received.size() < 5 * i) {
                reap();
            }
            assertTrue(posted);
            provide(used.remove());
        }
    }

    @Test
    void withoutBuffersItEndsAndGoesOnWhenThereAreSome() throws IOException {
        byte[] sent = pattern(5 * SIZE);
        peer.getOutputStream().write(sent);
        while (posted) {
            reap();
        }
        assertEquals(-Errno.ENOBUFS, lastResult);
        assertEquals(COUNT * SIZE, received.size());
        while (received.size() < sent.length) {
            while (!used.isEmpty()) {
                provide(used.remove());
            }
            if (!posted) {
                receive();
            }
            reap();
        }
        assertTrue(Arrays.equals(sent, received.toByteArray()));
    }

    @Test
    void theEndOfTheStreamTakesNoBuffer() throws IOException {
        peer.shutdownOutput();
        reap();
        assertEquals(0, lastResult);
        assertTrue(used.isEmpty());
    }

    @Test
    void groupsAndSizesAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> BufferRing.open(ring, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> BufferRing.open(ring, 2, 3));
        assertThrows(IOException.class, () -> BufferRing.open(ring, 1, 4), "of a group that is there already");
    }
}
