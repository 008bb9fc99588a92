package io.quayside.core.session;

import static io.quayside.core.fakes.Texts.asLines;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Settings;
import io.quayside.api.pool.ContextPool;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import io.quayside.api.session.SessionLayer;
import io.quayside.api.session.SessionParts;
import io.quayside.core.fakes.Await;
import io.quayside.core.fakes.Peer;
import io.quayside.core.fakes.RecordingHandler;
import io.quayside.core.fakes.TestConnection;
import io.quayside.core.fakes.TestTime;
import io.quayside.core.fakes.TestTransport;
import io.quayside.core.fakes.Texts;
import io.quayside.core.fakes.Together;
import io.quayside.core.metrics.MetricsRegistry;
import io.quayside.core.pool.SlabPoolProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The session laws with real threads: workers, threads that block, and others that send and close as they like. */
@Timeout(60)
class SessionThreadsTest {
    private static final int THREADS = 3;

    private final TestTransport transport = TestTransport.threaded(3);
    private final ExecutorService blocking = Executors.newFixedThreadPool(2);
    private final TestTime time = new TestTime();
    private final RecordingHandler handler = new RecordingHandler();
    private final ContextPool pool = new SlabPoolProvider().open(Settings.of(Map.of("memory", "1m")), 4096);
    private final SessionLayer<String> layer = new StandardSessionProvider()
            .open(new SessionParts<>(
                    "test",
                    Settings.of(Map.of("limit", 8, "outbound-limit", "4k", "close-timeout", "1s")),
                    transport,
                    pool,
                    Texts.lines(500),
                    handler,
                    blocking,
                    time,
                    new MetricsRegistry()));

    @AfterEach
    void everythingIsGivenBack() throws InterruptedException {
        transport.close();
        Await.until("all sessions have ended", () -> layer.sessions().count() == 0);
        blocking.shutdown();
        assertTrue(blocking.awaitTermination(10, TimeUnit.SECONDS));
        assertEquals(List.of(), transport.violations());
        assertEquals(List.of(), handler.violations());
        assertEquals(0, handler.unclosed());
        handler.sessions().forEach(session -> assertEquals(0, session.queuedBytes(), session::toString));
        assertEquals(0, layer.statistics().inUse());
        assertEquals(0, pool.statistics().inUse());
    }

    private Session<String> attach(TestConnection connection) {
        Session<String> session = layer.attach(connection);
        assertNotNull(session);
        return session;
    }

    @Test
    void everyEchoArrivesInOrder() throws Exception {
        handler.onMessage((session, message) -> assertTrue(session.send(message).taken()));
        Together.run(THREADS, thread -> {
            Random random = new Random(thread);
            TestConnection connection = transport.open();
            attach(connection);
            Peer peer = connection.peer();
            StringBuilder sent = new StringBuilder();
            StringBuilder read = new StringBuilder();
            for (int i = 0; i < 3_000; i++) {
                String line = asLines("line " + i + "x".repeat(random.nextInt(50)));
                sent.append(line);
                peer.send(line);
                if (i % 50 == 0) {
                    peer.takes(random.nextInt(2_000));
                    read.append(peer.read());
                }
            }
            peer.takesAll();
            peer.end();
            Await.until("the server has closed", peer::sawClose);
            assertEquals(sent.toString(), read.append(peer.read()).toString());
        });
    }

    @Test
    void whatEachThreadSendsArrivesInItsOrder() throws Exception {
        TestConnection connection = transport.open();
        Session<String> session = attach(connection);
        int each = 2_000;
        Together.run(THREADS, thread -> {
            for (int i = 0; i < each; i++) {
                while (!session.send(thread + " " + i).taken()) {
                    Thread.onSpinWait();
                }
            }
        });
        Await.until("all has been sent", () -> session.queuedBytes() == 0);
        int[] next = new int[THREADS];
        connection.peer().read().lines().forEach(line -> {
            String[] parts = line.split(" ", 2);
            assertEquals(next[Integer.parseInt(parts[0])]++, Integer.parseInt(parts[1]));
        });
        for (int count : next) {
            assertEquals(each, count);
        }
    }

    @Test
    void sessionsComeAndGoWhileOthersSendToAllThereAre() throws Exception {
        SessionGroup<String> group = layer.sessions().newGroup();
        handler.onOpened(group::add).onMessage((session, message) -> {
            session.send(message);
            session.offload(() -> handler.note(session, "offloaded"));
        });
        AtomicBoolean done = new AtomicBoolean();
        Together.run(THREADS, thread -> {
            Random random = new Random(thread);
            try {
                for (int i = 0; i < 400 && thread == 0; i++) {
                    comeAndGo(random);
                }
                while (thread != 0 && !done.get()) {
                    layer.sessions().forEach(session -> disturb(session, random, group));
                }
            } finally {
                done.set(thread == 0 || done.get());
            }
        });
        layer.drain();
        layer.cut();
        Await.until("all sessions have ended", () -> layer.sessions().count() == 0);
        assertEquals(0, group.size());
        assertEquals(400, handler.sessions().size());
    }

    private void comeAndGo(Random random) {
        TestConnection connection = transport.open();
        Peer peer = connection.peer();
        if (random.nextBoolean()) {
            peer.send(asLines("one", "two"));
        }
        Await.until("there is a free slot", () -> layer.attach(connection) != null);
        switch (random.nextInt(4)) {
            case 0 -> peer.end();
            case 1 -> peer.reset();
            case 2 -> peer.takes(random.nextInt(20));
            default -> peer.send(asLines("three"));
        }
        if (layer.sessions().count() == 8) {
            layer.sessions().forEach(Session::abort);
        }
    }

    private void disturb(Session<String> session, Random random, SessionGroup<String> group) {
        switch (random.nextInt(8)) {
            case 0 -> session.close();
            case 1 -> session.abort();
            case 2, 3 -> session.execute(() -> handler.note(session, "task"));
            case 4 -> group.send("to all");
            case 5 -> {
                time.advance(Duration.ofMillis(200));
                layer.tick();
            }
            default -> session.send("to you");
        }
    }

    @Test
    void membersJoinAndLeaveWhileItIsSentToThem() throws Exception {
        SessionGroup<String> group = layer.sessions().newGroup();
        List<TestConnection> connections = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            connections.add(transport.open());
            attach(connections.get(i));
        }
        Await.until("all are open", () -> handler.sessions().size() == 4);
        Together.run(THREADS, thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < 3_000; i++) {
                Session<String> one = handler.sessions().get(random.nextInt(4));
                switch (random.nextInt(4)) {
                    case 0 -> group.remove(one);
                    case 1 -> group.add(one);
                    case 2 -> group.send("to all");
                    default -> one.send("to one");
                }
                if (i == 2_500) {
                    connections.get(thread).peer().reset();
                }
            }
        });
        Await.until("all but one have ended", () -> layer.sessions().count() == 1);
        assertTrue(group.size() <= 1);
    }
}
