package io.quayside.core.admission;

import static io.quayside.core.fakes.Texts.asLines;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.QuaysideException;
import io.quayside.api.session.Session;
import io.quayside.core.fakes.AdmissionHarness;
import io.quayside.core.fakes.Peer;
import io.quayside.core.fakes.TestPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who comes in, who waits, and who is sent away. */
class AdmissionTest {
    private final AdmissionHarness harness = new AdmissionHarness();

    @AfterEach
    void nothingIsLeft() {
        harness.close();
    }

    private List<Peer> connect(int count) {
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            peers.add(harness.connect());
        }
        return peers;
    }

    private List<String> served() {
        return harness.plugin().served();
    }

    // ---- the line

    @Test
    void whoFindsNoPlaceWaitsAndTheFirstToWaitIsTheFirstLetIn() {
        harness.session("limit", 2);
        List<Peer> peers = connect(5);
        for (int i = 0; i < 5; i++) {
            peers.get(i).send(asLines("i am " + i));
        }
        harness.run();
        assertEquals(List.of("i am 0", "i am 1"), served());
        assertEquals(3, harness.figure("waiting"));
        peers.get(1).end();
        harness.run();
        peers.get(0).end();
        harness.run();
        assertEquals(List.of("i am 0", "i am 1", "i am 2", "i am 3"), served());
        peers.get(2).reset();
        harness.run();
        assertEquals(List.of("i am 0", "i am 1", "i am 2", "i am 3", "i am 4"), served());
        assertEquals(0, harness.figure("waiting"));
        peers.get(4).send(asLines("and more"));
        harness.run();
        assertEquals("and more", served().get(5));
        assertEquals(asLines("i am 4", "and more"), peers.get(4).read());
    }

    @Test
    void whatIsSaidWhileWaitingIsKeptHoweverMuchItIs() {
        harness.session("limit", 1);
        List<Peer> peers = connect(2);
        StringBuilder said = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            said.append(asLines("line " + i));
            peers.get(1).send(asLines("line " + i));
            harness.run();
        }
        peers.get(0).end();
        harness.run();
        assertEquals(said.toString(), peers.get(1).read());
        peers.get(1).send(asLines("the last"));
        peers.get(1).end();
        harness.run();
        assertEquals(asLines("the last"), peers.get(1).read());
        assertTrue(peers.get(1).sawClose());
    }

    @Test
    void whoSaysNothingWhileWaitingIsHeardAfterwards() {
        harness.session("limit", 1);
        List<Peer> peers = connect(2);
        peers.get(0).end();
        harness.run();
        peers.get(1).send(asLines("at last"));
        harness.run();
        assertEquals(asLines("at last"), peers.get(1).read());
    }

    @Test
    void whoLeavesTheLineMakesRoomInIt() {
        harness.session("limit", 1).admission("waiting", 2);
        List<Peer> peers = connect(3);
        peers.get(1).send(asLines("anybody?"));
        peers.get(1).end();
        harness.run();
        assertEquals(1, harness.figure("waiting"));
        assertEquals(1, harness.figure("waiting.gave-up"));
        assertTrue(peers.get(1).sawClose());
        peers.get(2).reset();
        harness.run();
        assertEquals(0, harness.figure("waiting"));
        Peer next = harness.connect();
        peers.get(0).end();
        harness.run();
        next.send(asLines("my turn"));
        harness.run();
        assertEquals(List.of("my turn"), served());
    }

    @Test
    void theLineIsBounded() {
        harness.session("limit", 1).admission("waiting", 2);
        List<Peer> peers = connect(4);
        assertTrue(peers.get(3).sawClose());
        assertFalse(peers.get(2).sawClose());
        assertEquals(1, harness.figure("accepts.turned-away"));
        assertEquals(4, harness.figure("accepts"));
    }

    @Test
    void withoutALineWhoFindsNoPlaceGoesAtOnce() {
        harness.session("limit", 1).admission("waiting", 0);
        List<Peer> peers = connect(2);
        assertTrue(peers.get(1).sawClose());
        peers.get(0).end();
        harness.run();
        assertFalse(harness.connect().sawClose());
    }

    @Test
    void nobodyWaitsForLongerThanTheTimeOut() {
        harness.session("limit", 1).admission("waiting-timeout", "10s");
        List<Peer> peers = connect(2);
        harness.pass(Duration.ofSeconds(5));
        Peer later = harness.connect();
        harness.pass(Duration.ofMillis(5_500));
        assertTrue(peers.get(1).sawClose());
        assertFalse(later.sawClose());
        harness.pass(Duration.ofSeconds(5));
        assertTrue(later.sawClose());
        assertEquals(2, harness.figure("waiting.gave-up"));
    }

    @Test
    void whoWaitsIsToldTheirPlaceAndWhenItChanges() {
        harness.plugin().tellsPlaces();
        harness.session("limit", 1);
        List<Peer> peers = connect(4);
        assertEquals(asLines("you are number 3"), peers.get(3).read());
        peers.get(1).end();
        harness.run();
        harness.pass(Duration.ofSeconds(6));
        assertEquals(asLines("you are number 2"), peers.get(3).read());
        harness.pass(Duration.ofSeconds(12));
        assertEquals("", peers.get(3).read(), "nothing has changed");
        peers.get(0).end();
        harness.run();
        peers.get(2).send(asLines("hello"));
        harness.run();
        assertEquals(
                asLines("you are number 2", "you are number 1", "hello"),
                peers.get(2).read());
    }

    @Test
    void waitingCostsNoMoreThanASmallContext() {
        harness.session("limit", 1);
        connect(101);
        assertEquals(101, harness.pool().statistics().inUse());
        assertEquals(100, harness.figure("waiting"));
        assertEquals(1, harness.figure("sessions"));
    }

    @Test
    void withoutContextsTheyWaitAllTheSame() {
        harness.pool(new TestPool().with(2, 512)).session("limit", 1);
        List<Peer> peers = connect(4);
        assertEquals(3, harness.figure("waiting"));
        peers.get(3).send(asLines("i was not heard"));
        peers.get(1).end();
        peers.get(0).end();
        harness.run();
        peers.get(2).end();
        harness.run();
        assertEquals(List.of("i was not heard"), served());
    }

    // ---- handshakes

    @Test
    void onlySoManyAreNewAtATime() {
        harness.admission("handshakes", 2);
        List<Peer> peers = connect(4);
        assertEquals(2, harness.figure("waiting"));
        assertEquals(2, harness.figure("handshakes"));
        peers.get(0).send(asLines("established"));
        harness.run();
        assertEquals(1, harness.figure("waiting"));
        peers.get(0).send(asLines("established"));
        harness.run();
        assertEquals(1, harness.figure("waiting"), "it was said before");
        peers.get(1).end();
        harness.run();
        assertEquals(0, harness.figure("waiting"));
        assertEquals(2, harness.figure("handshakes"));
        peers.get(0).end();
        harness.run();
        assertEquals(2, harness.figure("handshakes"), "who left wasn't new any more");
    }

    // ---- addresses

    @Test
    void oneAddressHasSoManyConnectionsWaitingOrNot() {
        harness.session("limit", 2).admission("allow", List.of()).admission("per-address", 3);
        List<Peer> peers = connect(4);
        assertTrue(peers.get(3).sawReset());
        assertEquals(1, harness.figure("accepts.over-limit"));
        peers.get(2).end();
        harness.run();
        assertFalse(harness.connect().sawReset());
        assertTrue(harness.connect().sawReset());
    }

    @Test
    void theAllowedAreNeitherCountedNorBanned() {
        harness.admission("per-address", 1).admission("ban-after", 1);
        List<Peer> peers = connect(3);
        peers.get(0).send("x".repeat(2000));
        peers.get(0).end();
        harness.run();
        assertTrue(peers.get(0).sawClose());
        assertFalse(harness.connect().sawClose());
        assertEquals(0, harness.figure("accepts.banned"));
    }

    @Test
    void whoSendsGarbageIsBannedForAWhile() {
        harness.admission("allow", List.of()).admission("ban-after", 2).admission("ban-time", "1m");
        for (int i = 0; i < 2; i++) {
            Peer peer = harness.connect();
            peer.send("x".repeat(2000));
            peer.end();
            harness.run();
            assertTrue(peer.sawClose());
        }
        assertTrue(harness.connect().sawReset());
        assertEquals(1, harness.figure("accepts.banned"));
        harness.pass(Duration.ofSeconds(61));
        assertFalse(harness.connect().sawReset());
    }

    @Test
    void settingsThatAreNoNetworksAreRefused() {
        harness.admission("allow", List.of("somewhere"));
        QuaysideException refused = assertThrows(QuaysideException.class, harness::connect);
        assertEquals("QS-203", refused.code());
        assertTrue(refused.getMessage().contains("admission.allow has somewhere in it"), refused::getMessage);
        harness.admission("allow", List.of());
    }

    // ---- the end

    @Test
    void whoWaitsWhenTheServerStopsIsSentAway() {
        harness.session("limit", 1);
        List<Peer> peers = connect(3);
        harness.admission().close();
        harness.run();
        assertTrue(peers.get(1).sawClose());
        assertTrue(peers.get(2).sawClose());
        assertFalse(peers.get(0).sawClose());
        assertTrue(harness.connect().sawClose());
    }

    @Test
    void aPlaceWhoseSessionIsRefusedIsGivenBack() {
        harness.session("limit", 1);
        List<Peer> peers = connect(2);
        harness.layer().drain();
        harness.run();
        assertTrue(peers.get(0).sawEnd());
        peers.get(0).end();
        harness.run();
        assertTrue(peers.get(1).sawClose());
        assertEquals(0, harness.figure("waiting"));
    }

    @Test
    void aSessionThatEndsWithinItsOpeningLetsTheNextIn() {
        harness.session("limit", 1);
        harness.plugin().onOpened(Session::abort);
        List<Peer> peers = connect(20);
        harness.run();
        peers.forEach(peer -> assertTrue(peer.sawReset()));
        assertEquals(0, harness.figure("waiting"));
    }
}
