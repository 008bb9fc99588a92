package io.quayside.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.chat.v1.CreateGroup;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.JoinGroup;
import io.quayside.chat.v1.SendGroup;
import io.quayside.core.Client;
import io.quayside.core.EndpointSpec;
import io.quayside.core.Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that take nothing of what is sent to them, under each policy: what they cost is bounded, and they are cut off. */
class NeverReadingTest extends OverEachTransport {
    private static final long LIMIT = 128 << 10;

    /** The context that is added below the limit, and may exceed it. */
    private static final long ONE_CONTEXT = 64 << 10;

    private static final int MEMBERS = 5;
    private static final int TEXT = 3_000;

    private RunningServer server(String policy, String stallTimeout) {
        Map<String, ?> session = Map.of(
                "outbound-limit",
                LIMIT,
                "outbound-policy",
                policy,
                "stall-timeout",
                stallTimeout,
                "close-timeout",
                "1s");
        return RunningServer.of(Server.builder()
                .transport(transport, Map.of("send-buffer", "16k"))
                .pool(Map.of("memory", "32m"))
                .endpoint(EndpointSpec.named("chat")
                        .listen("127.0.0.1:0")
                        .plugin("chat")
                        .session(session))
                .endpoint(EndpointSpec.named("frames")
                        .listen("127.0.0.1:0")
                        .plugin("echo")
                        .codec("bytes", Map.of("max-frame", "64k"))
                        .session(session)));
    }

    /** {@code figure} is what grows when the limit is reached. */
    @ParameterizedTest
    @CsvSource({"close, sessions.closed.congested", "refuse, sends.refused", "drop-oldest, sends.dropped"})
    void aMemberOfAGroupThatNeverReadsCostsTheOthersNothing(String policy, String figure) throws Exception {
        try (RunningServer server = server(policy, "4s");
                Client client = client().build()) {
            List<ChatUser> members = new ArrayList<>();
            for (int i = 0; i < MEMBERS; i++) {
                members.add(ChatUser.login(client, server.address("chat"), "member" + i));
            }
            ChatUser speaker = members.get(0);
            assertTrue(speaker.ask(Frame.newBuilder()
                            .setCreateGroup(
                                    CreateGroup.newBuilder().setGroupId("hall").setDisplayName("Hall")))
                    .hasGroupCreated());
            for (ChatUser member : members.subList(1, MEMBERS)) {
                assertTrue(member.ask(join()).hasGroupJoined());
            }
            Caller deaf = Crowd.deaf(server.address("chat"));
            deaf.logIn("deaf");
            deaf.send(join().setRef(2).build());
            awaitMemberSince(members, "deaf");

            int said = 0;
            long most = 0;
            long[] atTheLimit = new long[1];
            while (atTheLimit[0] == 0 || said % 50 != 0) {
                say(members, said++);
                most = Math.max(most, server.metric("endpoints.chat.outbound.memory"));
                atTheLimit[0] = server.metric("endpoints.chat." + figure);
            }
            for (int i = 0; i < 50; i++) {
                say(members, said++);
                most = Math.max(most, server.metric("endpoints.chat.outbound.memory"));
            }
            assertTrue(most > LIMIT / 2, "the one that doesn't read never cost anything");
            long bound = LIMIT + ONE_CONTEXT;
            assertTrue(most <= bound, "what waits for it took " + most + " bytes, the bound is " + bound);

            RunningServer.await(
                    "it to be cut off", () -> server.metric("endpoints.chat.sessions.closed.congested") == 1);
            RunningServer.await(
                    "what waited for it to be dropped", () -> server.metric("endpoints.chat.outbound.memory") == 0);
            say(members, said);
            deaf.leave();
            for (ChatUser member : members) {
                assertTrue(member.session().isOpen());
                member.leave();
            }
            server.awaitEverythingBack();
        }
    }

    private static Frame.Builder join() {
        return Frame.newBuilder().setJoinGroup(JoinGroup.newBuilder().setGroupId("hall"));
    }

    /** Takes what the members were told until the last of them has come; from then on they are told texts alone. */
    private static void awaitMemberSince(List<ChatUser> members, String last) throws InterruptedException {
        for (ChatUser member : members) {
            Frame told = member.next();
            while (!told.getGroupEvent().getUser().getUserId().equals(last)) {
                told = member.next();
            }
        }
    }

    /** The first says something, the others hear that and nothing else; but they hear of somebody's end when it comes. */
    private static void say(List<ChatUser> members, int number) throws InterruptedException {
        String text = number + " ".repeat(TEXT);
        Frame answer = members.get(0)
                .ask(Frame.newBuilder()
                        .setSendGroup(SendGroup.newBuilder().setGroupId("hall").setText(text)));
        assertTrue(answer.hasAcknowledged(), answer::toString);
        for (ChatUser member : members.subList(1, MEMBERS)) {
            Frame heard = member.next();
            while (heard.hasGroupEvent()) {
                heard = member.next();
            }
            assertEquals(text, heard.getGroupMessage().getText());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "refuse", "drop-oldest"})
    void anEchoThatIsNeverReadIsNotPiledUp(String policy) throws Exception {
        try (RunningServer server = server(policy, "1s");
                Crowd crowd = new Crowd()) {
            Caller ordinary = crowd.connect(server.address("frames"));
            Caller deaf = Crowd.deaf(server.address("frames"));
            byte[] large = new byte[20_000];
            ByteBuffer flood = flood(large);
            long[] most = new long[1];
            int[] said = new int[1];
            crowd.await("the one that doesn't read to be cut off", () -> {
                deaf.sendSome(flood.hasRemaining() ? flood : flood.rewind());
                most[0] = Math.max(most[0], server.metric("endpoints.frames.outbound.memory"));
                if (ordinary.frames().size() == said[0]) {
                    ordinary.send(new byte[] {(byte) said[0]++});
                }
                return server.metric("endpoints.frames.sessions.closed.congested") == 1;
            });
            crowd.await("the last echo", () -> ordinary.frames().size() == said[0]);
            for (int i = 0; i < said[0]; i++) {
                assertEquals((byte) i, ordinary.frames().get(i)[0]);
            }
            assertEquals(0, server.metric("endpoints.frames.sends.refused"), "it isn't received from before that");
            assertEquals(0, server.metric("endpoints.frames.sends.dropped"));
            assertTrue(most[0] > LIMIT / 2, "the one that doesn't read never cost anything");
            assertTrue(most[0] <= LIMIT + ONE_CONTEXT, () -> "what waits for it took " + most[0] + " bytes");
            deaf.leave();
            crowd.leave();
            server.awaitEverythingBack();
        }
    }

    private static ByteBuffer flood(byte[] payload) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Frames.write(out, payload);
        return ByteBuffer.wrap(out.toByteArray());
    }
}
