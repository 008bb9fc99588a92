package io.quayside.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Echo over real sockets, every byte checked. */
@SuppressWarnings("try") // sockets are closed before the block ends, on purpose
class EchoTest extends OverEachTransport {

    @Test
    void framesOfAllSizesComeBackAsTheyWere() throws Exception {
        try (RunningServer server = withEverything(Map.of());
                Socket socket = server.connect("frames")) {
            int[] sizes = {
                0,
                1,
                127,
                128,
                506,
                507,
                508,
                511,
                512,
                513,
                4095,
                4096,
                4097,
                16383,
                16384,
                32768,
                65536,
                262144,
                RunningServer.MAX_FRAME - 1,
                RunningServer.MAX_FRAME
            };
            Random random = new Random(1);
            for (int size : sizes) {
                byte[] payload = bytes(random, size);
                Frames.write(socket.getOutputStream(), payload);
                assertArrayEquals(payload, Frames.read(socket.getInputStream()), () -> "a frame of " + size);
            }
            socket.close();
            server.awaitEverythingBack();
        }
    }

    @Test
    void hundredsOfConnectionsPipelineRandomFramesAtOnce() throws Exception {
        try (RunningServer server = withEverything(Map.of())) {
            int connections = 300;
            ExecutorService threads = Executors.newCachedThreadPool();
            try {
                List<Future<?>> clients = new ArrayList<>();
                for (int i = 0; i < connections; i++) {
                    int seed = i;
                    clients.add(threads.submit(() -> pipeline(server, threads, seed)));
                }
                for (Future<?> client : clients) {
                    client.get();
                }
            } finally {
                threads.shutdownNow();
            }
            server.awaitEverythingBack();
            assertEquals(connections, server.metric("endpoints.frames.sessions.closed"));
            assertEquals(0, server.metric("endpoints.frames.sends.refused"));
        }
    }

    /** Writes on one thread and reads on this one, both generating the same frames from the seed. */
    private static Void pipeline(RunningServer server, ExecutorService threads, int seed)
            throws IOException, ExecutionException, InterruptedException {
        int frames = 60;
        try (Socket socket = server.connect("frames")) {
            Future<?> writer = threads.submit(() -> {
                OutputStream out = Frames.buffered(socket.getOutputStream());
                Random random = new Random(seed);
                for (int i = 0; i < frames; i++) {
                    Frames.write(out, bytes(random, size(random)));
                }
                out.flush();
                return null;
            });
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            Random random = new Random(seed);
            for (int i = 0; i < frames; i++) {
                assertArrayEquals(bytes(random, size(random)), Frames.read(in), "connection " + seed + ", frame " + i);
            }
            writer.get();
        }
        return null;
    }

    @Test
    void linesComeBackAlsoAfterAHalfClose() throws Exception {
        try (RunningServer server = withEverything(Map.of());
                Socket socket = server.connect("lines")) {
            List<String> lines = List.of("", "hello", "Grüße, Welt", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "x".repeat(8000), "last");
            OutputStream out = Frames.buffered(socket.getOutputStream());
            for (String line : lines) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
            out.flush();
            socket.shutdownOutput();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertEquals(lines, in.lines().toList());
            server.awaitEverythingBack();
        }
    }

    private static int size(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> 0;
            case 1 -> random.nextInt(100_000);
            case 2, 3 -> random.nextInt(5_000);
            default -> random.nextInt(300);
        };
    }

    private static byte[] bytes(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }
}
