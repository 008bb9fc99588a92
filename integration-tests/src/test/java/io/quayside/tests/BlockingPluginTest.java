package io.quayside.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.plugin.Blocking;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.Session;
import io.quayside.core.EndpointSpec;
import io.quayside.core.Server;
import io.quayside.core.ServerBuilder;
import io.quayside.core.StopReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A plugin whose callbacks block, over real sockets. */
@Timeout(120)
class BlockingPluginTest extends OverEachTransport {
    private static final String GATED = "wait";

    private final Gated plugin = new Gated();

    /** Answers every line with its number and itself; a line "wait" only when the gate is open. */
    @Blocking
    private static class Gated implements Plugin<String> {
        final CountDownLatch gate = new CountDownLatch(1);
        final BlockingQueue<Thread> inside = new LinkedBlockingQueue<>();
        final ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();
        final ConcurrentLinkedQueue<CloseReason> closed = new ConcurrentLinkedQueue<>();

        /** Without any synchronization: it is the session's callbacks' alone (S1). */
        private static final class Notes {
            int calls;
            boolean within;
        }

        private void called(Session<String> session, String callback, Runnable body) {
            Notes notes = (Notes) session.attachment();
            if (notes == null || notes.within) {
                broken.add(callback + " of " + session + (notes == null ? " isn't opened" : " overlaps"));
                return;
            }
            notes.within = true;
            notes.calls++;
            body.run();
            notes.within = false;
        }

        @Override
        public void opened(Session<String> session) {
            session.attach(new Notes());
            called(session, "opened", () -> {});
        }

        @Override
        public void message(Session<String> session, String message) {
            called(session, message, () -> {
                if (message.equals(GATED)) {
                    inside.add(Thread.currentThread());
                    await(gate);
                }
                session.send(((Notes) session.attachment()).calls - 1 + " " + message);
            });
        }

        @Override
        public void endOfStream(Session<String> session) {
            called(session, "endOfStream", session::close);
        }

        @Override
        public void closed(Session<String> session, CloseReason reason) {
            called(session, "closed", () -> closed.add(reason));
        }

        @Override
        public void stop() {
            gate.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ServerBuilder serving(Plugin<String> blocking) {
        return server().pool(Map.of("memory", "64m"))
                .endpoint(EndpointSpec.named("slow")
                        .listen("127.0.0.1:0")
                        .plugin(blocking)
                        .codec("lines", Map.of("max-frame", "1k")))
                .endpoint(EndpointSpec.named("quick")
                        .listen("127.0.0.1:0")
                        .plugin("echo")
                        .codec("lines", Map.of()));
    }

    private static void say(Socket socket, String... lines) throws IOException {
        socket.getOutputStream().write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static boolean isVirtual(Thread thread) throws ReflectiveOperationException {
        return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
    }

    @Test
    void manyThatBlockDelayNobody() throws Exception {
        List<Socket> blocked = new ArrayList<>();
        try (RunningServer server = RunningServer.of(serving(plugin))) {
            for (int i = 0; i < 40; i++) {
                Socket socket = server.connect("slow");
                blocked.add(socket);
                say(socket, GATED, "after");
            }
            for (int i = 0; i < blocked.size(); i++) {
                assertTrue(plugin.inside.poll(30, TimeUnit.SECONDS) != null, "all are inside at once");
            }
            try (Socket other = server.connect("slow");
                    Socket quick = server.connect("quick")) {
                say(other, "hello");
                assertEquals("1 hello", reader(other).readLine());
                say(quick, "hello");
                assertEquals("hello", reader(quick).readLine());
            }
            plugin.gate.countDown();
            for (Socket socket : blocked) {
                BufferedReader answers = reader(socket);
                assertEquals("1 " + GATED, answers.readLine());
                assertEquals("2 after", answers.readLine());
                socket.close();
            }
            server.awaitEverythingBack();
        }
        assertEquals(List.of(), List.copyOf(plugin.broken));
        assertEquals(41, plugin.closed.size());
    }

    @Test
    void whatOthersThrowAtASessionKeepsItsOrder() throws Exception {
        int lines = 3_000;
        int clients = 4;
        AtomicInteger tasks = new AtomicInteger();
        Gated busy = new Gated() {
            @Override
            public void message(Session<String> session, String message) {
                super.message(session, message);
                session.execute(() -> super.called(session, "task", tasks::incrementAndGet));
                session.offload(() -> super.called(session, "offloaded", tasks::incrementAndGet));
            }
        };
        try (RunningServer server = RunningServer.of(serving(busy))) {
            CyclicBarrier together = new CyclicBarrier(clients);
            List<Thread> threads = new ArrayList<>();
            ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
            for (int i = 0; i < clients; i++) {
                Thread thread = new Thread(() -> {
                    try (Socket socket = server.connect("slow")) {
                        together.await();
                        Thread writer = new Thread(() -> writeLines(socket, lines, failures));
                        writer.start();
                        BufferedReader answers = reader(socket);
                        for (int line = 0; line < lines; line++) {
                            assertEquals(3 * line + 1 + " line " + line, answers.readLine());
                        }
                        writer.join();
                    } catch (Exception | AssertionError e) {
                        failures.add(e);
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(List.of(), List.copyOf(failures));
            server.awaitEverythingBack();
        }
        assertEquals(List.of(), List.copyOf(busy.broken));
        assertEquals(2 * lines * clients, tasks.get());
    }

    private static void writeLines(Socket socket, int lines, ConcurrentLinkedQueue<Throwable> failures) {
        try {
            for (int line = 0; line < lines; line++) {
                say(socket, "line " + line);
            }
        } catch (IOException e) {
            failures.add(e);
        }
    }

    @Test
    void aPeerThatFloodsABlockedSessionIsReadNoMore() throws Exception {
        int tooMuch = 64 << 20;
        try (RunningServer server = RunningServer.of(serving(plugin));
                SocketChannel channel = SocketChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, 64 << 10);
            channel.connect(server.address("slow"));
            channel.write(ByteBuffer.wrap((GATED + "\n").getBytes(StandardCharsets.UTF_8)));
            assertTrue(plugin.inside.poll(30, TimeUnit.SECONDS) != null);
            channel.configureBlocking(false);
            byte[] line = ("x".repeat(500) + "\n").getBytes(StandardCharsets.UTF_8);
            ByteBuffer flood = ByteBuffer.allocate(line.length * 100);
            while (flood.remaining() >= line.length) {
                flood.put(line);
            }
            flood.flip();
            long taken = 0;
            int full = 0;
            while (full < 100 && taken < tooMuch) {
                int wrote = channel.write(flood.rewind());
                taken += wrote;
                full = wrote == 0 ? full + 1 : 0;
                if (wrote == 0) {
                    server.server().metrics(); // others' work; nothing happens at this socket meanwhile
                    Thread.onSpinWait();
                }
            }
            assertTrue(taken < tooMuch, "the server reads on: " + taken);
            assertTrue(
                    server.server().contexts().inUse() <= 2,
                    () -> server.server().contexts() + " in use");
            long received = server.metric("endpoints.slow.bytes.received");
            assertTrue(received < 64 << 10, () -> received + " bytes were received while it was blocked");
            plugin.gate.countDown();
        }
        assertEquals(List.of(), List.copyOf(plugin.broken));
    }

    @Test
    void aStopWaitsForCallbacksUnderWay() throws Exception {
        Server server = serving(plugin).build();
        server.start();
        try (Socket socket = new Socket()) {
            connect(socket, server);
            say(socket, GATED, "too late");
            assertTrue(plugin.inside.poll(30, TimeUnit.SECONDS) != null);
            CountDownLatch closing = new CountDownLatch(1);
            Thread opener = new Thread(() -> {
                await(closing);
                RunningServer.await("the drain", () -> isDraining(server));
                plugin.gate.countDown();
            });
            opener.start();
            Thread reader = new Thread(() -> readToTheEnd(socket));
            reader.start();
            closing.countDown();
            StopReport report = server.stop(Duration.ofSeconds(60));
            opener.join();
            reader.join();
            assertEquals(0, report.cut(), report::toString);
            assertEquals(0, report.contextsMissing(), report::toString);
        }
        assertTrue(plugin.closed.stream().anyMatch(each -> each.kind() == Kind.SHUTDOWN), plugin.closed::toString);
    }

    /** Nobody gets in any more; until then, whoever asks is a session for a moment. */
    private static boolean isDraining(Server server) {
        try (Socket late = new Socket()) {
            connect(late, server);
            return late.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private static void connect(Socket socket, Server server) throws IOException {
        InetSocketAddress address = (InetSocketAddress) server.endpoints().stream()
                .filter(each -> each.name().equals("slow"))
                .findFirst()
                .orElseThrow()
                .address();
        socket.setSoTimeout(200);
        socket.connect(address);
    }

    private static void readToTheEnd(Socket socket) {
        try {
            socket.setSoTimeout(60_000);
            socket.getInputStream().readAllBytes();
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatBlocksLongerThanTheDeadlineIsCutAndReported() throws Exception {
        Server server = serving(plugin).build();
        server.start();
        try (Socket socket = new Socket()) {
            connect(socket, server);
            say(socket, GATED);
            assertTrue(plugin.inside.poll(30, TimeUnit.SECONDS) != null);
            StopReport report = server.stop(Duration.ofMillis(50)); // its stop opens the gate
            assertEquals(1, report.cut(), report::toString);
            assertEquals(0, report.contextsMissing(), report::toString);
        }
        RunningServer.await("the callback to come to its end", () -> !plugin.closed.isEmpty());
        assertEquals(List.of(), List.copyOf(plugin.broken));
    }

    @Test
    @EnabledForJreRange(minVersion = 24)
    void itsThreadsAreVirtual() throws Exception {
        plugin.gate.countDown();
        try (RunningServer server = RunningServer.of(serving(plugin));
                Socket socket = server.connect("slow")) {
            assertEquals("virtual threads", server.server().blockingThreads());
            say(socket, GATED);
            assertEquals("1 " + GATED, reader(socket).readLine());
            assertTrue(isVirtual(plugin.inside.take()));
        }
    }

    @Test
    void itsThreadsAreBoundedWhereTheyAreThePlatforms() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try (RunningServer server =
                RunningServer.of(serving(plugin).blocking(Map.of("kind", "platform", "threads", 2)))) {
            assertEquals("up to 2 threads", server.server().blockingThreads());
            for (int i = 0; i < 5; i++) {
                Socket socket = server.connect("slow");
                sockets.add(socket);
                say(socket, GATED);
            }
            Thread first = plugin.inside.poll(30, TimeUnit.SECONDS);
            Thread second = plugin.inside.poll(30, TimeUnit.SECONDS);
            assertTrue(first != null && second != null && first != second);
            try (Socket quick = server.connect("quick")) {
                say(quick, "hello");
                assertEquals("hello", reader(quick).readLine());
            }
            assertTrue(plugin.inside.isEmpty(), "a third is inside");
            plugin.gate.countDown();
            for (Socket socket : sockets) {
                assertEquals("1 " + GATED, reader(socket).readLine());
                socket.close();
            }
            plugin.inside.forEach(thread -> assertTrue(thread == first || thread == second, thread::getName));
            server.awaitEverythingBack();
        }
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void onAnOlderJavaTheyAreThePlatforms() {
        try (RunningServer server = RunningServer.of(serving(plugin))) {
            assertEquals("up to 64 threads", server.server().blockingThreads());
        }
        assertFalse(plugin.gate.getCount() > 0, "stop wasn't called");
    }
}
