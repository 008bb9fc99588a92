package io.quayside.transport.simulated;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The transport on a network that is kind to it. */
class SimulatedTransportTest {
    private final World world = World.of(1);

    @Test
    void bytesGoBothWays() {
        SimulatedPeer peer = world.peer();
        peer.write("hello".getBytes(ISO_8859_1));
        world.last().receive(100);
        world.network.run();
        assertEquals("hello", world.last().text());
        assertTrue(world.last().send("good ", "bye"));
        world.network.run();
        assertArrayEquals("good bye".getBytes(ISO_8859_1), peer.read());
        assertEquals(List.of("received hello", "sent", "sent"), world.last().events);
        world.assertAtRest();
    }

    @Test
    void nothingHappensByItself() {
        SimulatedPeer peer = world.peer();
        world.last().receive(8);
        peer.write(new byte[] {1});
        assertEquals(List.of(), world.last().events);
        assertTrue(world.network.runUntil(() -> !world.last().events.isEmpty()));
        world.assertAtRest();
    }

    @Test
    void twoTransportsOfOneNetworkTalkToEachOther() {
        Transport clients = world.network.transport();
        Recorder client = world.connect(clients);
        client.send("ping");
        world.network.run();
        world.last().receive(8);
        world.network.run();
        assertEquals("ping", world.last().text());
        assertEquals(client.connection.localAddress(), world.last().connection.remoteAddress());
        assertEquals(world.listener.address(), client.connection.remoteAddress());
        clients.close();
        assertTrue(client.isClosed());
        world.assertAtRest();
    }

    @Test
    void endsAreToldApartFromFailures() {
        SimulatedPeer peer = world.peer();
        Recorder recorder = world.last();
        recorder.receive(8);
        peer.write("x".getBytes(ISO_8859_1));
        peer.shutdownOutput();
        world.network.run();
        recorder.receive(8);
        recorder.receive(8);
        world.network.run();
        assertEquals(List.of("received x", "end"), recorder.events);
        assertFalse(recorder.receive(8));
        assertTrue(recorder.send("still"));
        recorder.connection.shutdownOutput();
        assertFalse(recorder.send("too late"));
        world.network.run();
        assertArrayEquals("still".getBytes(ISO_8859_1), peer.read());
        assertTrue(peer.sawEnd());
        recorder.connection.close();
        world.network.run();
        assertEquals(List.of("received x", "end", "sent", "failed RECEIVE", "closed"), recorder.events);
        assertNull(recorder.cause);
        world.assertAtRest();
    }

    @Test
    void aPeerThatDoesNotReadStallsTheSender() {
        SimulatedPeer peer = world.peer();
        peer.stopReading();
        byte[] much = new byte[200_000];
        world.last().send(much);
        world.network.run();
        assertEquals(List.of(), world.last().events);
        assertEquals(64 << 10, peer.available());
        peer.startReading();
        world.network.run();
        assertEquals(List.of("sent"), world.last().events);
        assertEquals(much.length, peer.read().length);
        world.assertAtRest();
    }

    @Test
    void aServerThatDoesNotReceiveStallsThePeer() {
        SimulatedPeer peer = world.peer();
        peer.write(new byte[100_000]);
        world.network.run();
        assertEquals(100_000 - (64 << 10), peer.unwritten());
        world.last().receive(1_000);
        world.network.run();
        assertEquals(99_000 - (64 << 10), peer.unwritten());
        world.assertAtRest();
    }

    @Test
    void closeTellsWhatIsPostedAndThenCloses() {
        SimulatedPeer peer = world.peer();
        peer.stopReading();
        Recorder recorder = world.last();
        recorder.receive(8);
        recorder.send(new byte[100_000], new byte[1]);
        world.network.run();
        recorder.connection.close();
        recorder.connection.abort();
        assertEquals(List.of(), recorder.events);
        world.network.run();
        assertEquals(4, recorder.events.size());
        assertEquals("closed", recorder.events.get(3));
        assertFalse(recorder.events.contains("sent"));
        assertNull(recorder.cause);
        peer.startReading();
        world.network.run();
        assertTrue(peer.sawEnd());
        world.assertAtRest();
    }

    @Test
    void whatWasWrittenArrivesThoughTheConnectionIsClosed() {
        SimulatedPeer peer = world.peer();
        Recorder recorder = world.last();
        recorder.send("last words");
        world.network.runUntil(() -> recorder.events.contains("sent"));
        recorder.connection.close();
        world.network.run();
        assertArrayEquals("last words".getBytes(ISO_8859_1), peer.read());
        assertTrue(peer.sawEnd());
        assertFalse(peer.wasReset());
        world.assertAtRest();
    }

    @Test
    void whatWasNotReceivedIsAnsweredWithAReset() {
        SimulatedPeer peer = world.peer();
        peer.write("unheard".getBytes(ISO_8859_1));
        world.network.run();
        world.last().connection.close();
        world.network.run();
        assertTrue(peer.wasReset());
        world.assertAtRest();
    }

    @Test
    void whatComesAfterTheCloseIsAnsweredWithAReset() {
        SimulatedPeer peer = world.peer();
        world.last().connection.close();
        world.network.run();
        assertTrue(peer.sawEnd());
        assertFalse(peer.wasReset());
        peer.write("too late".getBytes(ISO_8859_1));
        world.network.run();
        assertTrue(peer.wasReset());
        world.assertAtRest();
    }

    @Test
    void whatHadComeBeforeAResetIsReceivedStillOrIsGone() {
        Set<List<String>> stories = new HashSet<>();
        for (int seed = 0; seed < 50; seed++) {
            World each = World.of(seed);
            SimulatedPeer peer = each.peer();
            peer.write("maybe".getBytes(ISO_8859_1));
            each.network.run();
            peer.reset();
            each.network.run();
            each.last().receive(8);
            each.last().receive(8);
            each.network.run();
            stories.add(each.last().events);
            each.assertAtRest();
        }
        assertEquals(
                Set.of(
                        List.of("received maybe", "failed RECEIVE", "closed"),
                        List.of("failed RECEIVE", "failed RECEIVE", "closed")),
                stories);
    }

    @Test
    void abortIsAReset() {
        SimulatedPeer peer = world.peer();
        world.last().connection.abort();
        world.network.run();
        assertTrue(peer.wasReset());
        assertFalse(peer.sawEnd());
        world.assertAtRest();
    }

    @Test
    void aResetFailsWhatIsPostedAndIsTheCause() {
        SimulatedPeer peer = world.peer();
        world.last().receive(8);
        world.last().receive(8);
        peer.reset();
        world.network.run();
        assertEquals(List.of("failed RECEIVE", "failed RECEIVE", "closed"), world.last().events);
        assertEquals(
                "Connection reset by peer", String.valueOf(world.last().cause.getMessage()));
        world.assertAtRest();
    }

    @Test
    void aResetIsNoticedByTheNextOperation() {
        SimulatedPeer peer = world.peer();
        peer.reset();
        world.network.run();
        assertEquals(List.of(), world.last().events);
        assertTrue(world.last().send("anybody there?"));
        world.network.run();
        assertEquals(List.of("failed SEND", "closed"), world.last().events);
        world.assertAtRest();
    }

    @Test
    void aConnectionThatIsClosedBeforeItsStartTellsSo() {
        world.recorders = (ledger, connection) -> {
            connection.close();
            return new Recorder(ledger, connection);
        };
        SimulatedPeer peer = world.peer();
        assertFalse(world.last().receive(8));
        assertEquals(List.of(), world.last().events);
        world.network.run();
        assertEquals(List.of("closed"), world.last().events);
        assertTrue(peer.sawEnd());
        world.assertAtRest();
    }

    @Test
    void aCallbackThatThrowsClosesItsConnection() {
        IllegalStateException thrown = new IllegalStateException("on purpose");
        world.recorders = (ledger, connection) -> new Recorder(ledger, connection) {
            @Override
            void onSent(int size) {
                throw thrown;
            }
        };
        SimulatedPeer peer = world.peer();
        world.last().receive(8);
        world.last().send("x");
        world.network.run();
        assertEquals(List.of(thrown), world.network.thrown());
        assertEquals(
                1, world.last().events.stream().filter("failed RECEIVE"::equals).count());
        assertTrue(peer.sawEnd());
        assertEquals(0, world.network.connections());
    }

    @Test
    void tasksRunOnceOrAreRefused() {
        List<String> ran = new ArrayList<>();
        assertTrue(world.transport.post(() -> ran.add("one")));
        assertTrue(world.transport.post(() -> {
            throw new IllegalStateException("on purpose");
        }));
        assertEquals(List.of(), ran);
        world.transport.close();
        assertEquals(List.of("one"), ran);
        assertFalse(world.transport.post(() -> ran.add("two")));
        world.network.run();
        assertEquals(List.of("one"), ran);
        assertEquals(1, world.network.thrown().size());
    }

    @Test
    void aWorkerCanNotCloseItsTransport() {
        world.transport.post(() -> world.transport.close());
        world.network.run();
        List<Throwable> thrown = world.network.thrown();
        assertEquals(1, thrown.size());
        assertSame(IllegalStateException.class, thrown.get(0).getClass());
        world.assertAtRest();
    }

    @Test
    void closingTheTransportTellsEverybody() {
        SimulatedPeer peer = world.peer();
        world.last().receive(8);
        world.transport.connect(world.listener.address(), world);
        world.transport.close();
        assertEquals(List.of("failed RECEIVE", "closed"), world.accepted.get(0).events);
        assertEquals(1, world.refusals.size() + world.connected.size());
        world.network.run();
        assertTrue(peer.sawEnd());
        assertThrows(IOException.class, () -> world.transport.listen(World.anywhere(), world));
        world.transport.connect(world.listener.address(), world);
        world.network.run();
        assertTrue(world.refusals.get(world.refusals.size() - 1).contains("the transport is closed"));
        world.assertAtRest();
    }

    @Test
    void addressesThatCanNotBeHadAreNamed() {
        IOException inUse =
                assertThrows(IOException.class, () -> world.transport.listen(world.listener.address(), world));
        assertTrue(inUse.getMessage().contains("127.0.0.1:49152"), inUse.getMessage());
        assertTrue(inUse.getMessage().contains("in use"), inUse.getMessage());
        world.transport.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9), world);
        world.transport.connect(InetSocketAddress.createUnresolved("nowhere.invalid", 9), world);
        world.network.run();
        assertEquals(2, world.refusals.size());
        assertTrue(world.refusals.toString().contains("127.0.0.1:9: Connection refused"), world.refusals::toString);
        assertTrue(world.refusals.toString().contains("nowhere.invalid:9: the host name"), world.refusals::toString);
        world.assertAtRest();
    }
}
