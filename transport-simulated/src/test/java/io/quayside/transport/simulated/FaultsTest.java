package io.quayside.transport.simulated;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Listener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each fault does what it says. */
class FaultsTest {
    private static final byte[] ALPHABET = "abcdefghijklmnopqrstuvwxyz".getBytes(ISO_8859_1);

    /** Keeps a receive posted. */
    private static World receiving(long seed, Faults faults) {
        World world = World.of(seed, faults);
        world.recorders = (ledger, connection) -> new Recorder(ledger, connection) {
            @Override
            void onReceived(byte[] bytes) {
                receive(100);
            }
        };
        return world;
    }

    @Test
    void shortReadsCutTheStreamAnywhereAndLoseNothing() {
        Set<String> firsts = new HashSet<>();
        for (int seed = 0; seed < 500; seed++) {
            World world = receiving(seed, Faults.none().shortReads(1));
            SimulatedPeer peer = world.peer();
            world.last().receive(100);
            peer.write(ALPHABET);
            world.network.run();
            assertEquals(new String(ALPHABET, ISO_8859_1), world.last().text());
            firsts.add(world.last().events.get(0));
            world.assertAtRest();
        }
        assertEquals(ALPHABET.length - 1, firsts.size(), firsts::toString);
    }

    @Test
    void shortWritesAreCarriedOnAndSeenByNobody() {
        Set<Integer> pieces = new HashSet<>();
        for (int seed = 0; seed < 500; seed++) {
            World world = World.of(seed, Faults.none().shortWrites(1));
            SimulatedPeer peer = world.peer();
            world.last().send(ALPHABET, ALPHABET);
            world.network.runUntil(() -> peer.available() > 0);
            pieces.add(peer.available());
            world.network.run();
            assertEquals(List.of("sent", "sent"), world.last().events);
            assertEquals(2 * ALPHABET.length, peer.read().length);
            world.assertAtRest();
        }
        assertTrue(pieces.size() > ALPHABET.length, pieces::toString);
    }

    @Test
    void piecesOfOneByteBringEachByItself() {
        World world = receiving(7, Faults.none().pieces(1));
        SimulatedPeer peer = world.peer();
        world.last().receive(100);
        peer.write(ALPHABET);
        world.network.run();
        assertEquals(ALPHABET.length, world.last().events.size());
        assertEquals(new String(ALPHABET, ISO_8859_1), world.last().text());
        world.assertAtRest();
    }

    @Test
    void aSmallWindowStallsTheSenderUntilThePeerReads() {
        World world = World.of(7, Faults.none().windows(10, 10));
        SimulatedPeer peer = world.peer();
        peer.stopReading();
        world.last().send(ALPHABET);
        world.network.run();
        assertEquals(10, peer.available());
        assertEquals(3, peer.read(3).length);
        world.network.run();
        assertEquals(10, peer.available());
        assertEquals(List.of(), world.last().events);
        peer.startReading();
        world.network.run();
        assertEquals(List.of("sent"), world.last().events);
        assertEquals(new String(ALPHABET, 3, 23, ISO_8859_1), new String(peer.read(), ISO_8859_1));
        world.assertAtRest();
    }

    @Test
    void windowsAreDrawnForEachDirection() {
        Set<Integer> sizes = new HashSet<>();
        World world = World.of(7, Faults.none().windows(1, 20));
        for (int i = 0; i < 200; i++) {
            SimulatedPeer peer = world.peer();
            peer.stopReading();
            world.last().send(ALPHABET);
            world.network.run();
            sizes.add(peer.available());
        }
        assertEquals(20, sizes.size(), sizes::toString);
        world.assertAtRest();
    }

    @Test
    void delaysTakeVirtualTime() {
        World world = World.of(7, Faults.none().delays(Duration.ofMinutes(10), Duration.ofMinutes(20)));
        SimulatedPeer peer = world.peer();
        world.last().receive(8);
        peer.write(new byte[1]);
        world.network.run();
        assertEquals(1, world.last().events.size());
        assertTrue(world.network.elapsed().toNanos() > Duration.ofMinutes(30).toNanos());
        world.assertAtRest();
    }

    @Test
    void aStalledConnectionGoesOnAfterwards() {
        World world = World.of(7);
        SimulatedPeer peer = world.peer();
        world.network.stall(world.last().connection, Duration.ofSeconds(30));
        world.last().receive(8);
        peer.write(new byte[1]);
        world.network.runFor(Duration.ofSeconds(29));
        assertEquals(List.of(), world.last().events);
        world.network.runFor(Duration.ofSeconds(2));
        assertEquals(1, world.last().events.size());
        world.assertAtRest();
    }

    @Test
    void stallsAreDrawn() {
        World calm = receiving(7, Faults.none());
        World stalling = receiving(7, Faults.none().stalls(0.5, Duration.ofSeconds(10)));
        for (World world : List.of(calm, stalling)) {
            SimulatedPeer peer = world.peer();
            world.last().receive(8);
            peer.write(ALPHABET);
            world.network.run();
            assertEquals(ALPHABET.length, world.last().input.size());
        }
        assertTrue(calm.network.elapsed().toNanos() < Duration.ofMillis(1).toNanos());
        assertTrue(stalling.network.elapsed().toNanos() > Duration.ofSeconds(1).toNanos());
    }

    @Test
    void resetsComeAtEveryByteOfAFrame() {
        for (int bytes = 0; bytes <= ALPHABET.length; bytes++) {
            World world = World.of(bytes);
            SimulatedPeer peer = world.peer();
            Recorder recorder = world.last();
            recorder.receive(8);
            world.network.resetAfter(recorder.connection, bytes);
            recorder.send(ALPHABET);
            world.network.run();
            assertTrue(recorder.isClosed(), recorder.events::toString);
            assertEquals(bytes == ALPHABET.length, recorder.events.contains("sent"), bytes + ": " + recorder.events);
            assertTrue(peer.wasReset());
            assertTrue(peer.read().length <= bytes);
            world.assertAtRest();
        }
    }

    @Test
    void resetsAreDrawnAndFindConnectionsInAllStates() {
        Set<List<String>> stories = new HashSet<>();
        for (int seed = 0; seed < 2_000; seed++) {
            World world = World.of(
                    seed, Faults.none().resets(0.2).lateCompletions(0.5).shortWrites(0.5));
            Recorder recorder = new Recorder(world.ledger, connection(world));
            recorder.start();
            recorder.receive(8);
            recorder.send("one", "two");
            world.network.run();
            recorder.connection.close();
            world.network.run();
            stories.add(recorder.events);
            world.assertAtRest();
        }
        assertTrue(stories.contains(List.of("sent", "sent", "failed RECEIVE", "closed")), stories::toString);
        assertTrue(
                stories.contains(List.of("sent", "failed SEND", "failed RECEIVE", "closed"))
                        || stories.contains(List.of("sent", "failed RECEIVE", "failed SEND", "closed")),
                stories::toString);
        assertTrue(
                stories.contains(List.of("failed SEND", "failed SEND", "failed RECEIVE", "closed")), stories::toString);
        assertTrue(
                stories.contains(List.of("failed RECEIVE", "failed SEND", "failed SEND", "closed")), stories::toString);
    }

    /** A connection that was accepted and isn't started; nobody else has it. */
    private static Connection connection(World world) {
        List<Connection> one = new ArrayList<>();
        try {
            Listener listener = world.transport.listen(World.anywhere(), new AcceptHandler() {
                @Override
                public void accepted(Connection connection) {
                    one.add(connection);
                }

                @Override
                public void acceptFailed(Throwable cause, long retryMillis) {
                    throw new AssertionError(cause);
                }
            });
            world.network.connect(listener.address());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertTrue(world.network.runUntil(() -> !one.isEmpty()));
        return one.get(0);
    }

    @Test
    void aResetByTheNetworkIsSeenOnBothSides() {
        World world = World.of(7);
        SimulatedPeer peer = world.peer();
        world.last().receive(8);
        world.network.reset(world.last().connection);
        world.network.run();
        assertTrue(peer.wasReset());
        assertEquals(List.of("failed RECEIVE", "closed"), world.last().events);
        world.assertAtRest();
    }

    @Test
    void connectsAreRefusedOnDemandAndByChance() {
        World world = World.of(7);
        world.network.refuseConnects(1);
        SimulatedPeer first = world.network.connect(world.listener.address());
        world.network.run();
        assertTrue(first.isRefused());
        assertTrue(world.peer().isConnected());
        world.network.faults(Faults.none().refusedConnects(1));
        world.transport.connect(world.listener.address(), world);
        world.network.run();
        assertEquals(1, world.refusals.size());
        assertTrue(world.refusals.get(0).contains("refused"));
        world.assertAtRest();
    }

    @Test
    void failedAcceptsBackOffInVirtualTimeAndGoOn() {
        World world = World.of(7);
        world.network.failAccepts(9);
        SimulatedPeer peer = world.network.connect(world.listener.address());
        peer.write("waited".getBytes(ISO_8859_1));
        assertTrue(world.network.runUntil(() -> !world.accepted.isEmpty()));
        assertEquals(List.of(10L, 20L, 40L, 80L, 160L, 320L, 640L, 1_000L, 1_000L), world.retries);
        assertTrue(world.network.elapsed().toNanos() >= Duration.ofMillis(3_270).toNanos());
        world.last().receive(100);
        world.network.run();
        assertEquals("waited", world.last().text());
        world.network.failAccepts(1);
        world.peer();
        assertEquals(10L, world.retries.get(9));
        world.assertAtRest();
    }

    @Test
    void lateCompletionsComeThoughTheConnectionWasClosedMeanwhile() {
        int late = 0;
        for (int seed = 0; seed < 200; seed++) {
            World world = World.of(seed, Faults.none().lateCompletions(1));
            SimulatedPeer peer = world.peer();
            world.last().send("done");
            world.network.runUntil(() -> peer.available() > 0);
            world.last().connection.close();
            world.network.run();
            assertArrayEquals("done".getBytes(ISO_8859_1), peer.read());
            assertEquals(List.of("sent", "closed"), world.last().events);
            late += world.network.trace().indexOf("closes")
                            < world.network.trace().indexOf("sent")
                    ? 1
                    : 0;
            world.assertAtRest();
        }
        assertTrue(late > 20, late + " of 200");
    }

    @Test
    void inlineCompletionsComeBeforeThePostReturns() {
        World world = World.of(7, Faults.none().inlineCompletions(1));
        world.recorders = (ledger, connection) -> new Recorder(ledger, connection) {
            @Override
            void onReceived(byte[] bytes) {
                send("answer");
                events.add("returned");
            }
        };
        SimulatedPeer peer = world.peer();
        world.last().receive(8);
        peer.write(new byte[] {'q'});
        world.network.run();
        assertEquals(List.of("received q", "sent", "returned"), world.last().events);
        world.last().send("x");
        world.last().events.add("not on a worker");
        world.network.run();
        assertEquals(List.of("not on a worker", "sent"), world.last().events.subList(3, 5));
        world.assertAtRest();
    }

    @Test
    void anIntruderComesInTheMiddleOfACall() {
        World world = World.of(7);
        SimulatedPeer peer = world.peer();
        Recorder recorder = world.last();
        world.network.intrudeNext(recorder.connection::close);
        assertFalse(recorder.receive(8));
        world.network.run();
        assertEquals(List.of("closed"), recorder.events);
        assertTrue(peer.sawEnd());
        world.assertAtRest();
    }

    @Test
    void intrudersComeBeforeAndAfterThePostOrBetweenEvents() {
        Set<String> moments = new HashSet<>();
        for (int seed = 0; seed < 300; seed++) {
            World world = World.of(seed, Faults.none().intrusions(0.3));
            world.peer();
            Recorder recorder = world.last();
            boolean[] posting = new boolean[1];
            world.network.elsewhere(() -> {
                moments.add(posting[0] ? "within" : "between");
                recorder.connection.close();
            });
            posting[0] = true;
            boolean posted = recorder.send("x");
            posting[0] = false;
            moments.add(posted ? "posted" : "refused");
            world.network.run();
            moments.add(recorder.events.toString());
            world.assertAtRest();
        }
        assertEquals(
                Set.of("within", "between", "posted", "refused", "[closed]", "[sent, closed]", "[failed SEND, closed]"),
                moments);
    }
}
