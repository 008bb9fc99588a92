package io.quayside.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.chat.v1.Frame;
import io.quayside.core.EndpointSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More who log in at once than may: they wait, know their places, and all get in. */
class LoginBurstTest extends OverEachTransport {
    private static final int HANDSHAKES = 50;

    private RunningServer server(int users, String loginTimeout) {
        return RunningServer.of(server().pool(Map.of("memory", "32m"))
                .endpoint(EndpointSpec.named("chat")
                        .listen("127.0.0.1:0")
                        .plugin("chat")
                        .settings(Map.of("login-timeout", loginTimeout))
                        .session(Map.of("limit", users + HANDSHAKES))
                        .admission(Map.of("waiting", users, "handshakes", HANDSHAKES, "waiting-timeout", "1h"))));
    }

    private static List<Caller> connect(Crowd crowd, RunningServer server, int count) throws Exception {
        long before = server.metric("endpoints.chat.accepts");
        return crowd.connect(
                server.address("chat"),
                count,
                came -> crowd.await(
                        "all to be accepted", () -> server.metric("endpoints.chat.accepts") == before + came));
    }

    private static boolean allWelcome(List<Caller> callers) {
        return callers.stream().allMatch(Caller::wasWelcomed);
    }

    @Test
    void twoThousandAtOnceAreToldTheirPlacesAndAllGetIn() throws Exception {
        int users = 2_000;
        try (RunningServer server = server(users, "0");
                Crowd crowd = new Crowd()) {
            List<Caller> undecided = connect(crowd, server, HANDSHAKES);
            crowd.await("as many handshakes as may be", () -> server.metric("endpoints.chat.handshakes") == HANDSHAKES);
            List<Caller> burst = connect(crowd, server, users);
            for (int i = 0; i < users; i++) {
                burst.get(i).logIn("user" + i);
            }
            crowd.await(
                    "each to be told its place",
                    () -> burst.stream().noneMatch(each -> each.frames().isEmpty()));
            List<Integer> places = new ArrayList<>();
            burst.forEach(each -> places.add(each.messages().get(0).getWaiting().getPlace()));
            assertEquals(
                    IntStream.rangeClosed(1, users).boxed().toList(),
                    places.stream().sorted().toList());
            assertEquals(users, server.metric("endpoints.chat.waiting"));
            assertEquals(HANDSHAKES, server.metric("endpoints.chat.sessions"));
            assertEquals(0, server.metric("endpoints.chat.logins"));

            for (int i = 0; i < HANDSHAKES; i++) {
                undecided.get(i).logIn("decided" + i);
            }
            long[] most = new long[1];
            crowd.await("all to be welcome", () -> {
                most[0] = Math.max(most[0], server.metric("endpoints.chat.handshakes"));
                return allWelcome(undecided) && allWelcome(burst);
            });
            assertTrue(most[0] <= HANDSHAKES, () -> most[0] + " handshakes at once");
            for (Caller each : burst) {
                List<Frame> told = each.messages();
                assertTrue(told.subList(0, told.size() - 1).stream().allMatch(Frame::hasWaiting), told::toString);
            }
            assertEquals(users + HANDSHAKES, server.metric("endpoints.chat.logins"));
            assertEquals(users + HANDSHAKES, server.metric("endpoints.chat.sessions"));
            crowd.await("the last handshake", () -> server.metric("endpoints.chat.handshakes") == 0);
            assertEquals(0, server.metric("endpoints.chat.waiting"));
            crowd.leave();
            server.awaitEverythingBack();
        }
    }

    @Test
    void whoNeverLogsInKeepsAPlaceForTheLoginTimeoutAndNoLonger() throws Exception {
        int users = 200;
        try (RunningServer server = server(users + 3 * HANDSHAKES, "500ms");
                Crowd crowd = new Crowd()) {
            connect(crowd, server, 4 * HANDSHAKES); // who say nothing; most of them before the others in the line
            List<Caller> honest = connect(crowd, server, users);
            for (int i = 0; i < users; i++) {
                honest.get(i).logIn("user" + i);
            }
            crowd.await("the honest to be welcome", () -> allWelcome(honest));
            crowd.await("the silent to be sent away", () -> crowd.ended() == 4 * HANDSHAKES);
            assertEquals(4 * HANDSHAKES, server.metric("endpoints.chat.logins.timed-out"));
            crowd.leave();
            server.awaitEverythingBack();
        }
    }
}
