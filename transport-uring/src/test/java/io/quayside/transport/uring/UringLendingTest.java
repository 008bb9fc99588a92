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
import io.quayside.tck.transport.Event;
import io.quayside.tck.transport.RealSockets;
import io.quayside.tck.transport.Recorder;
import io.quayside.tck.transport.RemotePeer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Receives without a context, where the workers' buffers are few, and where others hold them. */
@NeedsRing
class UringLendingTest {
    private final RealSockets harness = new RealSockets(new UringTransportProvider());
    private final Accepted accepted = new Accepted(harness);
    private final Contexts contexts = new Contexts();
    private final Bench bench = new Bench(harness, contexts);

    @AfterEach
    void close() {
        harness.close();
        contexts.assertAllBack();
    }

    private Transport open(int buffers) {
        return harness.open(Settings.of(Map.of("workers", 1, "receive-buffers", buffers)));
    }

    private <R extends Recorder> R start(R recorder) {
        recorder.connection().start(recorder);
        assertTrue(recorder.receive(), "the receive was refused");
        return recorder;
    }

    private static byte[] random(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private void converse(Listener listener, int connections, int rounds) throws IOException {
        List<RemotePeer> peers = new ArrayList<>();
        List<Recorder> echoes = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            peers.add(harness.connect(listener.address()));
            echoes.add(start(new LentEcho(accepted.next(), bench)));
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < connections; i++) {
                peers.get(i).write(random(200, i + round));
            }
            for (int i = 0; i < connections; i++) {
                assertArrayEquals(random(200, i + round), peers.get(i).read(200), "the echo");
            }
        }
        for (RemotePeer peer : peers) {
            peer.close();
        }
        echoes.forEach(Recorder::awaitClosed);
        echoes.forEach(Recorder::assertLawful);
    }

    @Test
    void oneBufferIsLentToAHundredConnections() throws IOException {
        Transport transport = open(1);
        converse(transport.listen(harness.anyAddress(), accepted), 100, 5);
        transport.close();
    }

    /** Bytes that nobody asks for fill all buffers but the reserve; who asks gets those. */
    @Test
    void buffersFullOfWhatNobodyAsksForStopNobodyElse() throws Exception {
        Transport transport = open(8);
        Listener listener = transport.listen(harness.anyAddress(), accepted);
        List<Socket> flooding = new ArrayList<>();
        List<Silent> silent = new ArrayList<>();
        ExecutorService writers = Executors.newCachedThreadPool();
        for (int i = 0; i < 8; i++) {
            Socket socket = new Socket();
            flooding.add(socket);
            socket.connect(listener.address());
            silent.add(start(new Silent(accepted.next(), bench)));
            socket.getOutputStream().write(1);
            silent.get(i).next(Event.Kind.RECEIVED);
        }
        AtomicInteger written = new AtomicInteger();
        List<Future<?>> floods = new ArrayList<>();
        for (Socket each : flooding) { // not before all of them are being received from
            floods.add(writers.submit(() -> flood(each, written)));
        }
        harness.await("the flood", () -> written.get() >= 8 * flooding.size());
        converse(listener, 20, 20);
        for (Socket each : flooding) {
            each.close();
        }
        for (Future<?> each : floods) {
            each.get(10, TimeUnit.SECONDS);
        }
        writers.shutdown();
        transport.close();
        silent.forEach(each -> assertEquals(1, each.received.get(), "receives completed"));
    }

    private static void flood(Socket socket, AtomicInteger written) {
        try {
            OutputStream output = socket.getOutputStream();
            while (true) {
                output.write(new byte[16 << 10]);
                written.incrementAndGet();
            }
        } catch (IOException e) {
            assertTrue(socket.isClosed(), "it goes on until it is closed: " + e);
        }
    }

    /** Sends back what it is lent, without a copy. */
    private static final class LentEcho extends Recorder {
        LentEcho(Connection connection, Bench bench) {
            super(connection, bench);
        }

        @Override
        protected void onReceived(IoContext context, byte[] bytes) {
            context.buffer().flip();
            send(context);
            receive();
        }

        @Override
        protected void onEndOfStream() {
            connection().close();
        }
    }

    /** Takes one thing, and asks for nothing more. */
    private static final class Silent extends Recorder {
        private final AtomicInteger received = new AtomicInteger();

        Silent(Connection connection, Bench bench) {
            super(connection, bench);
        }

        @Override
        protected void onReceived(IoContext context, byte[] bytes) {
            received.incrementAndGet();
            super.onReceived(context, bytes);
        }
    }
}
