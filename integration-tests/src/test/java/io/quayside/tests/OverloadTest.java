package io.quayside.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.session.Session;
import io.quayside.chat.v1.CreateGroup;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.SendPrivate;
import io.quayside.core.Client;
import io.quayside.core.EndpointSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** More who want in than there is room for, over real sockets. */
class OverloadTest extends OverEachTransport {
    private static final int INSIDE = 100;
    private static final int WAITING = 1000;
    private static final int TOO_MANY = 400;

    private RunningServer server(Map<String, ?> admission) {
        return RunningServer.of(server().pool(Map.of("memory", "64m"))
                .endpoint(EndpointSpec.named("frames")
                        .listen("127.0.0.1:0")
                        .plugin("echo")
                        .codec("bytes", Map.of("framing", "varint32", "max-frame", "64k"))
                        .session(Map.of("limit", INSIDE))
                        .admission(admission)));
    }

    private static void awaitFigure(RunningServer server, String name, long value) {
        RunningServer.await(name + " to be " + value, () -> server.metric("endpoints.frames." + name) == value);
    }

    private static void assertEchoes(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        Frames.write(out, text.getBytes(UTF_8));
        assertArrayEquals(text.getBytes(UTF_8), Frames.read(socket.getInputStream()));
    }

    /** So many more, and then waits until a figure tells that the server has all of them. */
    private static void connect(RunningServer server, int more, List<Socket> crowd, String figure, long value)
            throws IOException {
        for (int i = 0; i < more; i++) {
            crowd.add(server.connect("frames"));
        }
        awaitFigure(server, figure, value);
    }

    @Test
    void aCrowdThatSaysNothingWaitsInLineAndIsLetInAsItCame() throws Exception {
        List<Socket> crowd = new ArrayList<>();
        try (RunningServer server = server(Map.of("waiting", WAITING))) {
            // In turn, since several workers accept: who is accepted a moment later may be let in before.
            connect(server, INSIDE, crowd, "sessions", INSIDE);
            connect(server, INSIDE, crowd, "waiting", INSIDE);
            connect(server, WAITING - INSIDE, crowd, "waiting", WAITING);
            connect(server, TOO_MANY, crowd, "accepts.turned-away", TOO_MANY);
            for (int i = 0; i < 50; i++) {
                assertEchoes(crowd.get(i), "inside " + i);
            }
            for (int i = 0; i < INSIDE; i++) {
                crowd.get(i).close();
            }
            awaitFigure(server, "waiting", WAITING - INSIDE);
            for (int i = INSIDE; i < 2 * INSIDE; i++) {
                assertEchoes(crowd.get(i), "let in " + i);
            }
            for (int i = 2 * INSIDE; i < crowd.size(); i++) {
                crowd.get(i).close();
            }
            awaitFigure(server, "waiting", 0);
            for (int i = INSIDE; i < 2 * INSIDE; i++) {
                assertEchoes(crowd.get(i), "still inside " + i);
                crowd.get(i).close();
            }
            server.awaitEverythingBack();
        } finally {
            for (Socket each : crowd) {
                each.close();
            }
        }
    }

    @Test
    void whatIsSaidInLineIsAnsweredInside() throws Exception {
        try (RunningServer server = server(Map.of())) {
            List<Socket> inside = new ArrayList<>();
            for (int i = 0; i < INSIDE; i++) {
                inside.add(server.connect("frames"));
                assertEchoes(inside.get(i), "first");
            }
            byte[] large = new byte[60_000];
            large[59_999] = 1;
            try (Socket waiting = server.connect("frames")) {
                awaitFigure(server, "waiting", 1);
                OutputStream out = waiting.getOutputStream();
                for (int i = 0; i < 20; i++) {
                    Frames.write(out, ("in line " + i).getBytes(UTF_8));
                }
                Frames.write(out, large);
                inside.get(7).close();
                for (int i = 0; i < 20; i++) {
                    assertEquals("in line " + i, new String(Frames.read(waiting.getInputStream()), UTF_8));
                }
                assertArrayEquals(large, Frames.read(waiting.getInputStream()));
            }
            for (Socket each : inside) {
                each.close();
            }
            server.awaitEverythingBack();
        }
    }

    @Test
    void newUsersLogInWhileAGroupOfFiveHundredShouts() throws Exception {
        int members = 500;
        int newcomers = 40;
        try (RunningServer server = withEverything(Map.of());
                Client client = client().build()) {
            SocketAddress chat = server.address("chat");
            ChatUser host = ChatUser.login(client, chat, "host");
            assertTrue(host.ask(Frame.newBuilder()
                            .setCreateGroup(CreateGroup.newBuilder()
                                    .setGroupId("stadium")
                                    .setDisplayName("Stadium")))
                    .hasGroupCreated());
            List<Broadcaster> crowd = new ArrayList<>();
            List<Session<Frame>> sessions = new ArrayList<>();
            for (int i = 0; i < members; i++) {
                Broadcaster member = new Broadcaster("fan" + i, "stadium");
                crowd.add(member);
                sessions.add(client.connect(chat, ChatUser.codec(), member).get(30, TimeUnit.SECONDS));
            }
            for (Broadcaster member : crowd) {
                member.awaitJoined();
            }
            host.leave(); // not before: a group that everybody has left is gone
            for (int i = 0; i < members; i++) {
                crowd.get(i).say(sessions.get(i));
            }
            List<ChatUser> latecomers = new ArrayList<>();
            for (int i = 0; i < newcomers; i++) {
                latecomers.add(ChatUser.login(client, chat, "new" + i));
            }
            long saidMeanwhile = crowd.stream().mapToLong(Broadcaster::said).sum();
            ChatUser last = latecomers.get(newcomers - 1);
            latecomers
                    .get(0)
                    .ask(Frame.newBuilder()
                            .setSendPrivate(
                                    SendPrivate.newBuilder().setTo(last.id()).setText("can you hear me?")));
            assertEquals("can you hear me?", last.next().getPrivateMessage().getText());

            crowd.forEach(Broadcaster::stop);
            for (Broadcaster member : crowd) {
                member.awaitStopped();
                assertTrue(member.heard() > 0, "a member heard nothing");
            }
            assertTrue(saidMeanwhile > 0, "nobody shouted while the newcomers came");
            for (Session<Frame> session : sessions) {
                assertTrue(session.isOpen(), "a member was cut off");
                session.close();
            }
            for (ChatUser each : latecomers) {
                each.leave();
            }
            server.awaitEverythingBack();
        }
    }
}
