package io.quayside.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.Goodbye.Reason;
import io.quayside.chat.v1.Ping;
import io.quayside.chat.v1.SendPrivate;
import io.quayside.core.Client;
import io.quayside.tests.ServerProcess.Figures;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ten thousand clients that connect and say nothing, and the server in a process of its own. */
class SilentCrowdTest extends OverEachTransport {
    private static final int CROWD = 10_000;
    private static final int FEWEST = 500;
    private static final int GIVING_UP = 50;
    private static final long MEMORY = 64L << 20;
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final long GENEROUS_MILLIS = 5_000;

    /** As many as there may be here, an even number. */
    private static int crowd() {
        int crowd = Crowd.atMost(CROWD) / 20 * 20;
        if (crowd < CROWD) {
            System.out.println("no ten thousand here but " + crowd + ": there are too few descriptors (ulimit -n)");
        }
        assumeTrue(crowd >= FEWEST, "too few descriptors (ulimit -n) for any crowd");
        return crowd;
    }

    @Test
    void theSilentAreClosedInTheEndAndOthersDoNotNoticeThem() throws Exception {
        int half = crowd() / 2;
        try (ServerProcess server = new ServerProcess(Map.of(
                        "transport",
                        transport,
                        "pool.memory",
                        MEMORY,
                        "endpoints.chat.listen",
                        "127.0.0.1:0",
                        "endpoints.chat.plugin",
                        "chat",
                        "endpoints.chat.settings.login-timeout",
                        SILENCE.toMillis() + "ms",
                        "endpoints.frames.listen",
                        "127.0.0.1:0",
                        "endpoints.frames.plugin",
                        "echo",
                        "endpoints.frames.session.idle-timeout",
                        SILENCE.toMillis() + "ms"));
                Client client = client().build();
                Crowd crowd = new Crowd()) {
            ChatUser warm = ChatUser.login(client, server.address("chat"), "warm");
            assertEchoes(server.address("frames"));
            warm.leave();
            server.awaitEverythingBack(Long.MAX_VALUE);
            long descriptors = server.descriptors();

            long begun = System.nanoTime();
            List<Caller> strangers = connect(crowd, server, "chat", half);
            connect(crowd, server, "frames", half);
            long connected = System.nanoTime();
            long millis = conversation(client, server);
            Figures figures = server.figures();
            System.out.printf(
                    "%d silent clients connected in %d ms; beside them a login, a private message and an echo took %d ms,"
                            + " and %d contexts took %d KiB%n",
                    2 * half,
                    (connected - begun) / 1_000_000,
                    millis,
                    figures.of("contexts.in-use"),
                    figures.of("contexts.memory") >> 10);
            assumeTrue(
                    System.nanoTime() - begun < SILENCE.toNanos(),
                    "too slow: the first were closed before the last had come");
            assertTrue(millis < GENEROUS_MILLIS, () -> "an ordinary conversation took " + millis + " ms");
            assertTrue(figures.of("endpoints.chat.sessions") >= half);
            assertTrue(figures.of("endpoints.frames.sessions") >= half);
            if (transport.equals("uring")) {
                assertEquals(0, figures.of("contexts.in-use"), "who is silent holds a context");
            } else {
                assertTrue(figures.of("contexts.in-use") >= 2L * half, "each is received from");
            }
            assertTrue(figures.of("contexts.memory") <= MEMORY, "contexts take more than pool.memory");

            ChatUser still = ChatUser.login(client, server.address("chat"), "still");
            crowd.await("the silent to be closed", () -> crowd.ended() == 2L * half);
            for (Caller each : strangers) {
                assertEquals(
                        List.of(Reason.LOGIN_TIMEOUT),
                        each.messages().stream()
                                .map(message -> message.getGoodbye().getReason())
                                .toList());
            }
            assertEquals(half, server.figure("endpoints.chat.logins.timed-out"));
            assertTrue(still.ask(Frame.newBuilder().setPing(Ping.newBuilder())).hasPong(), "who logged in stays");
            still.leave();
            server.awaitEverythingBack(descriptors);
            assertEquals(half, server.figure("endpoints.frames.sessions.closed.idle"));
            server.stop();
        }
    }

    private static List<Caller> connect(Crowd crowd, ServerProcess server, String endpoint, int count)
            throws IOException {
        String accepts = "endpoints." + endpoint + ".accepts";
        long before = server.figure(accepts);
        return crowd.connect(
                server.address(endpoint),
                count,
                came -> crowd.await("all to be accepted", () -> server.figure(accepts) == before + came));
    }

    /** Two users log in, one writes to the other, and somebody has something echoed; how many milliseconds that took. */
    private static long conversation(Client client, ServerProcess server) throws Exception {
        long begun = System.nanoTime();
        ChatUser ann = ChatUser.login(client, server.address("chat"), "ann");
        ChatUser bob = ChatUser.login(client, server.address("chat"), "bob");
        assertTrue(ann.ask(Frame.newBuilder()
                        .setSendPrivate(SendPrivate.newBuilder().setTo("bob").setText("so quiet here")))
                .hasAcknowledged());
        assertEquals("so quiet here", bob.next().getPrivateMessage().getText());
        assertEchoes(server.address("frames"));
        long took = (System.nanoTime() - begun) / 1_000_000;
        ann.leave();
        bob.leave();
        return took;
    }

    private static void assertEchoes(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(30_000);
            Frames.write(socket.getOutputStream(), "hello".getBytes(UTF_8));
            assertArrayEquals("hello".getBytes(UTF_8), Frames.read(socket.getInputStream()));
        }
    }

    @Test
    void theLineIsBoundedAndWhoCameFirstIsLetInFirst() throws Exception {
        int all = crowd();
        int inside = all / 10 * 6;
        int waiting = all / 10 * 3;
        int tooMany = all - inside - waiting;
        try (ServerProcess server = new ServerProcess(Map.of(
                        "transport",
                        transport,
                        "pool.memory",
                        MEMORY,
                        "endpoints.chat.listen",
                        "127.0.0.1:0",
                        "endpoints.chat.plugin",
                        "chat",
                        "endpoints.chat.session.limit",
                        inside,
                        "endpoints.chat.admission.waiting",
                        waiting,
                        "endpoints.chat.admission.waiting-timeout",
                        "1h",
                        "endpoints.chat.settings.login-timeout",
                        "0"));
                Crowd crowd = new Crowd()) {
            long begun = System.nanoTime();
            Caller first = crowd.connect(server.address("chat"));
            first.logIn("first");
            crowd.await("the first to be welcome", first::wasWelcomed);
            long descriptors = server.descriptors() - 1;
            List<Caller> came = connect(crowd, server, "chat", all - 1);
            crowd.await("the last to be sent away", () -> crowd.ended() == tooMany);
            crowd.await("the line to be full", () -> server.figure("endpoints.chat.waiting") == waiting);
            Figures figures = server.figures();
            assertEquals(tooMany, figures.of("endpoints.chat.accepts.turned-away"));
            assertEquals(inside, figures.of("endpoints.chat.sessions"));
            assertTrue(figures.of("contexts.memory") <= MEMORY, "contexts take more than pool.memory");
            first.send(Frame.newBuilder().setRef(2).setPing(Ping.newBuilder()).build());
            crowd.await(
                    "an answer inside",
                    () -> first.messages().get(first.messages().size() - 1).hasPong());

            List<Caller> line = byPlace(crowd, came, waiting);
            List<Caller> quiet = new ArrayList<>(came);
            quiet.removeIf(each -> each.hasEnded() || !each.frames().isEmpty());
            assertEquals(inside - 1, quiet.size(), "those inside have been told nothing");
            for (int i = 0; i < waiting; i++) {
                line.get(i).logIn("place" + i);
            }
            assertLetInOneByOne(crowd, quiet.subList(0, 20), line);
            assertLetInAtOnce(crowd, quiet.subList(20, inside / 4), line);
            assertEquals(
                    waiting - inside / 4, server.figure("endpoints.chat.waiting"), "nobody else has left the line");

            line.subList(waiting - GIVING_UP, waiting).forEach(Caller::leave);
            crowd.await("those who gave up", () -> server.figure("endpoints.chat.waiting.gave-up") == GIVING_UP);
            crowd.leave();
            server.awaitEverythingBack(descriptors);
            assertEquals(0, server.figure("endpoints.chat.waiting"));
            long seconds = (System.nanoTime() - begun) / 1_000_000_000;
            long warnings = server.stop().stream()
                    .filter(printed -> printed.contains("are turned away"))
                    .count();
            assertTrue(warnings >= 1 && warnings <= 1 + seconds / 5, () -> warnings + " warnings in " + seconds + " s");
        }
    }

    /** Those who wait, in the order of the places they were told. */
    private static List<Caller> byPlace(Crowd crowd, List<Caller> came, int waiting) {
        crowd.await(
                "places to be told",
                () -> came.stream().filter(each -> !each.frames().isEmpty()).count() == waiting);
        List<Caller> line = came.stream()
                .filter(each -> !each.frames().isEmpty())
                .sorted(Comparator.comparingInt(SilentCrowdTest::place))
                .toList();
        assertEquals(
                IntStream.rangeClosed(1, waiting).boxed().toList(),
                line.stream().map(SilentCrowdTest::place).toList(),
                "each has a place of its own");
        return line;
    }

    /** The place that somebody was told first. */
    private static int place(Caller caller) {
        return Caller.message(caller.frames().get(0)).getWaiting().getPlace();
    }

    private static void assertLetInOneByOne(Crowd crowd, List<Caller> leaving, List<Caller> line) {
        for (int i = 0; i < leaving.size(); i++) {
            leaving.get(i).leave();
            crowd.await("number " + (i + 1) + " to be let in", line.get(i)::wasWelcomed);
            assertEquals(i + 1, welcomed(line));
        }
    }

    private static void assertLetInAtOnce(Crowd crowd, List<Caller> leaving, List<Caller> line) {
        long now = welcomed(line) + leaving.size();
        leaving.forEach(Caller::leave);
        crowd.await("as many to be let in as left", () -> welcomed(line) >= now);
        for (int i = 0; i < line.size(); i++) {
            assertEquals(i < now, line.get(i).wasWelcomed(), "number " + (i + 1));
        }
    }

    private static long welcomed(List<Caller> line) {
        return line.stream().filter(Caller::wasWelcomed).count();
    }
}
