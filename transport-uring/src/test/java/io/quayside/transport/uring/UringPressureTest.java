package io.quayside.transport.uring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Settings;
import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import io.quayside.tck.transport.Accepted;
import io.quayside.tck.transport.Bench;
import io.quayside.tck.transport.Contexts;
import io.quayside.tck.transport.Echo;
import io.quayside.tck.transport.Event;
import io.quayside.tck.transport.Event.Kind;
import io.quayside.tck.transport.RealSockets;
import io.quayside.tck.transport.Recorder;
import io.quayside.tck.transport.RemotePeer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Little rings, few buffers, peers that send what nobody asks for, and bytes that are large. */
@NeedsRing
class UringPressureTest {
    private final RealSockets harness = new RealSockets(new UringTransportProvider());
    private final Accepted accepted = new Accepted(harness);
    private final Contexts contexts = new Contexts();
    private final Bench bench = new Bench(harness, contexts);

    @AfterEach
    void close() {
        harness.close();
        contexts.assertAllBack();
    }

    private Transport open(Object... settings) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            map.put((String) settings[i], settings[i + 1]);
        }
        return harness.open(Settings.of(map));
    }

    private Recorder started() {
        Recorder recorder = new Recorder(accepted.next(), bench);
        recorder.connection().start(recorder);
        return recorder;
    }

    private static byte[] random(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private void manyConverse(Transport transport, int connections, int rounds) throws IOException {
        Listener listener = transport.listen(harness.anyAddress(), accepted);
        List<RemotePeer> peers = new ArrayList<>();
        List<Echo> echoes = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            peers.add(harness.connect(listener.address()));
            Echo echo = new Echo(accepted.next(), bench);
            echo.connection().start(echo);
            echo.begin();
            echoes.add(echo);
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < connections; i++) {
                peers.get(i).write(random(200, i + round));
            }
            for (int i = 0; i < connections; i++) {
                assertArrayEquals(random(200, i + round), peers.get(i).read(200), "the echo");
            }
        }
        transport.close();
        echoes.forEach(Recorder::assertLawful);
    }

    @Test
    void aRingOfEightIsEnoughForHundredsOfConnections() throws IOException {
        manyConverse(open("workers", 1, "ring-size", 8), 300, 5);
    }

    @Test
    void oneBufferIsEnoughForAHundredConnections() throws IOException {
        manyConverse(open("workers", 1, "receive-buffers", 1), 100, 5);
    }

    /** One connection that posts nothing must not keep the buffers that others need. */
    @Test
    void aPeerThatNobodyListensToIsMadeToWaitAndTakesNoBuffersFromOthers() throws Exception {
        Transport transport = open("workers", 1, "receive-buffers", 8, "receive-buffer", "64k");
        Listener listener = transport.listen(harness.anyAddress(), accepted);
        byte[] all = random(32 << 20, 1);
        AtomicLong written = new AtomicLong();
        try (Socket flooding = new Socket()) {
            flooding.setSendBufferSize(64 << 10);
            flooding.connect(listener.address());
            Recorder silent = started();
            assertTrue(silent.receive(1));
            Thread writer = new Thread(() -> write(flooding, all, written));
            writer.start();
            byte first = silent.next(Kind.RECEIVED).bytes()[0]; // from here on, nothing is posted
            assertEquals(all[0], first);
            converse(listener);
            assertTrue(written.get() < 24 << 20, () -> written + " bytes were taken, and nobody had asked for them");
            receiveAll(silent, all);
            writer.join();
        }
        transport.close();
    }

    private static void write(Socket socket, byte[] all, AtomicLong written) {
        try {
            OutputStream output = socket.getOutputStream();
            for (int from = 0; from < all.length; from += 16 << 10) {
                output.write(all, from, 16 << 10);
                written.addAndGet(16 << 10);
            }
        } catch (IOException e) {
            written.set(-1); // what is received then differs from what was to be sent
        }
    }

    private void converse(Listener listener) throws IOException {
        for (int i = 0; i < 20; i++) {
            RemotePeer peer = harness.connect(listener.address());
            Echo echo = new Echo(accepted.next(), bench);
            echo.connection().start(echo);
            echo.begin();
            peer.write(random(700, i));
            assertArrayEquals(random(700, i), peer.read(700), "the echo");
        }
    }

    private static void receiveAll(Recorder recorder, byte[] all) {
        int at = 1;
        int posts = 0;
        while (at < all.length) {
            assertTrue(recorder.receive(1 + posts++ % 40_000)); // all kinds of sizes, small and large
            byte[] bytes = recorder.next(Kind.RECEIVED).bytes();
            for (byte each : bytes) {
                if (all[at++] != each) {
                    throw new AssertionError("byte " + (at - 1) + " is another than the one sent");
                }
            }
        }
    }

    /** Goes from the ring's buffers to the contexts themselves, and back for what is small. */
    @Test
    void largeAndSmallByTurnsArriveWholeAndInOrder() throws Exception {
        Transport transport = open("workers", 1);
        Listener listener = transport.listen(harness.anyAddress(), accepted);
        RemotePeer peer = harness.connect(listener.address());
        Recorder recorder = new Recorder(accepted.next(), bench) {
            @Override
            protected void onReceived(IoContext context, byte[] bytes) {
                context.buffer().clear();
                receive(context);
            }
        };
        recorder.connection().start(recorder);
        assertTrue(recorder.receive(32 << 10));
        for (int round = 0; round < 6; round++) {
            int size = round % 2 == 0 ? 4 << 20 : 300;
            byte[] sent = random(size, round);
            Thread writer = new Thread(() -> write(peer, sent));
            writer.start();
            int at = 0;
            while (at < size) {
                Event event = recorder.next(Kind.RECEIVED);
                for (byte each : event.bytes()) {
                    assertEquals(sent[at++], each);
                }
            }
            writer.join();
        }
        transport.close();
    }

    private static void write(RemotePeer peer, byte[] bytes) {
        try {
            peer.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The end of the stream and what came before it, both here before anything is posted again. */
    @Test
    void whatCameBeforeTheEndComesBeforeTheEnd() throws IOException {
        Transport transport = open("workers", 1);
        Listener listener = transport.listen(harness.anyAddress(), accepted);
        RemotePeer peer = harness.connect(listener.address());
        Recorder recorder = started();
        assertTrue(recorder.receive(1));
        peer.write(new byte[] {1, 2, 3, 4, 5});
        peer.shutdownOutput();
        recorder.next(Kind.RECEIVED);
        for (int i = 2; i <= 5; i += 2) {
            assertTrue(recorder.receive(2));
            assertArrayEquals(
                    new byte[] {(byte) i, (byte) (i + 1)},
                    recorder.next(Kind.RECEIVED).bytes());
        }
        assertTrue(recorder.receive(2));
        recorder.next(Kind.END_OF_STREAM);
        transport.close();
    }

    /** While both workers sleep, each new connection goes to the one that has fewer. */
    @Test
    void quietConnectionsAreSpreadEvenly() throws IOException {
        Transport transport = open("workers", 2);
        Listener listener = transport.listen(harness.anyAddress(), accepted);
        Map<Thread, Integer> homes = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            RemotePeer peer = harness.connect(listener.address());
            Connection connection = accepted.next();
            Recorder recorder = new Recorder(connection, bench);
            connection.start(recorder);
            recorder.receive(1);
            peer.write(new byte[1]);
            homes.merge(recorder.next(Kind.RECEIVED).thread(), 1, Integer::sum);
        }
        assertEquals(2, homes.size());
        homes.forEach((worker, count) -> assertTrue(count >= 20, () -> "the spread is " + homes));
        transport.close();
    }
}
