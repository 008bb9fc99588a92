package io.quayside.transport.simulated;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.plugin.Scheduler;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** Time, timers, who runs what, addresses, and what a failed run says. */
class SimulatedNetworkTest {
    private final SimulatedNetwork network = new SimulatedNetwork(1, Faults.none());
    private final List<String> happened = new ArrayList<>();

    @Test
    void timeStandsStillBetweenEventsAndPassesWithThem() {
        long epoch = network.time().currentTimeMillis();
        network.scheduler().after(Duration.ofHours(5), () -> happened.add("five hours later"));
        long begun = network.time().nanoTime();
        network.runFor(Duration.ofHours(4));
        assertEquals(List.of(), happened);
        assertEquals(Duration.ofHours(4).toNanos(), network.time().nanoTime() - begun);
        assertEquals(Duration.ofHours(4), network.elapsed());
        assertTrue(network.time().nanoTime() < begun, "it has passed the largest number");
        network.run();
        assertEquals(List.of("five hours later"), happened);
        assertEquals(Duration.ofHours(5).toMillis(), network.time().currentTimeMillis() - epoch);
        assertFalse(network.step());
    }

    @Test
    void timersRepeatAndAreCancelledAndSurviveTheirTasks() {
        Scheduler.Timer timer = network.scheduler().every(Duration.ofMillis(250), () -> {
            happened.add("tick");
            throw new IllegalStateException("on purpose");
        });
        network.run();
        assertEquals(List.of(), happened, "what repeats for ever is not waited for");
        network.runFor(Duration.ofSeconds(1));
        assertEquals(4, happened.size());
        timer.cancel();
        timer.cancel();
        network.runFor(Duration.ofSeconds(1));
        assertEquals(4, happened.size());
        assertEquals(4, network.thrown().size());
        assertEquals(List.of(), network.thrown());
    }

    @Test
    void aTimerThatCancelsItselfComesNoMore() {
        List<Scheduler.Timer> self = new ArrayList<>();
        self.add(network.scheduler().every(Duration.ofMillis(1), () -> {
            happened.add("tick");
            self.get(0).cancel();
        }));
        network.runFor(Duration.ofSeconds(1));
        assertEquals(List.of("tick"), happened);
    }

    @Test
    void aYearOfTicksTakesNoTime() {
        int[] ticks = new int[1];
        network.scheduler().every(Duration.ofMinutes(1), () -> ticks[0]++);
        network.runFor(Duration.ofDays(365));
        assertEquals(365 * 24 * 60, ticks[0]);
    }

    @Test
    void runUntilStopsAsSoonAsItHoldsOrNothingIsToCome() {
        for (int i = 1; i <= 3; i++) {
            network.scheduler().after(Duration.ofSeconds(i), () -> happened.add("x"));
        }
        assertTrue(network.runUntil(() -> happened.size() == 2));
        assertEquals(2, happened.size());
        assertFalse(network.runUntil(() -> happened.size() == 4));
        network.scheduler().every(Duration.ofSeconds(1), () -> happened.add("y"));
        assertTrue(network.runUntil(() -> happened.size() == 6, Duration.ofSeconds(10)));
        assertFalse(network.runUntil(() -> happened.size() == 99, Duration.ofSeconds(10)));
        assertEquals(16, happened.size());
    }

    @Test
    void whatIsDueAtOnceHappensInAnOrderOfTheSeed() {
        Set<List<String>> orders = new HashSet<>();
        for (int seed = 0; seed < 200; seed++) {
            SimulatedNetwork each = new SimulatedNetwork(seed, Faults.none());
            List<String> order = new ArrayList<>();
            Transport transport = each.transport();
            for (String task : List.of("a", "b", "c")) {
                transport.post(() -> order.add(task));
            }
            each.run();
            orders.add(order);
        }
        assertEquals(6, orders.size(), orders::toString);
    }

    @Test
    void tasksOfTheExecutorRunOnNoWorker() {
        Transport transport = network.transport();
        network.executor().execute(transport::close);
        network.executor().execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        network.run();
        assertFalse(transport.post(() -> {}));
        assertEquals(1, network.thrown().size());
    }

    @Test
    void aTransportCanBeClosedByATimerWhileTrafficFlows() {
        World world = new World(network);
        SimulatedPeer peer = world.peer();
        world.last().receive(8);
        network.scheduler().after(Duration.ofSeconds(1), world.transport::close);
        network.run();
        assertTrue(world.last().isClosed());
        assertTrue(peer.sawEnd());
        world.assertAtRest();
    }

    @Test
    void transportsConnectToPeers() {
        World world = new World(network);
        PeerListener outside = network.listen();
        assertNull(outside.accept());
        world.transport.connect(outside.address(), world);
        network.run();
        SimulatedPeer peer = outside.accept();
        assertNotNull(peer);
        peer.write("welcome".getBytes(ISO_8859_1));
        world.connected.get(0).receive(20);
        network.run();
        assertEquals("welcome", world.connected.get(0).text());
        assertEquals(outside.address(), peer.address());
        outside.close();
        world.transport.connect(outside.address(), world);
        network.run();
        assertEquals(1, world.refusals.size());
        world.assertAtRest();
    }

    @Test
    void connectsWaitWhileNobodyAcceptsAndAreToldWhenTheTransportCloses() {
        World world = new World(network);
        PeerListener full = network.listen();
        full.backlog(2);
        for (int i = 0; i < 5; i++) {
            world.transport.connect(full.address(), world);
        }
        network.runFor(Duration.ofSeconds(10));
        assertEquals(2, world.connected.size());
        assertNotNull(full.accept());
        network.runFor(Duration.ofSeconds(10));
        assertEquals(3, world.connected.size());
        world.transport.close();
        assertEquals(2, world.refusals.size());
        world.assertAtRest();
    }

    @Test
    void aListenerOnAllAddressesIsFoundAtEach() throws IOException {
        World world = new World(network);
        world.transport.listen(new InetSocketAddress("0.0.0.0", 7007), world);
        for (String host : List.of("127.0.0.1", "10.1.2.3", "0.0.0.0")) {
            world.transport.connect(new InetSocketAddress(host, 7007), world);
        }
        network.run();
        assertEquals(3, world.connected.size());
        assertThrows(IOException.class, () -> world.transport.listen(new InetSocketAddress("10.0.0.1", 7007), world));
        IOException foreign = assertThrows(
                IOException.class, () -> world.transport.listen(new InetSocketAddress("192.0.2.1", 7008), world));
        assertTrue(foreign.getMessage().contains("192.0.2.1:7008"), foreign.getMessage());
        world.assertAtRest();
    }

    @Test
    void anAddressIsFreeWhenItsListenerIsClosed() throws IOException {
        World world = new World(network);
        world.peer();
        world.listener.close();
        world.listener.close();
        SimulatedPeer late = network.connect(world.listener.address());
        network.run();
        assertTrue(late.isRefused());
        assertEquals(
                world.listener.address(),
                world.transport.listen(world.listener.address(), world).address());
        world.assertAtRest();
    }

    @Test
    void aPeerThatIsGoneBeforeItIsAcceptedDoesNotStopTheOthers() {
        World world = new World(network);
        for (int i = 0; i < 20; i++) {
            SimulatedPeer gone = network.connect(world.listener.address());
            network.runUntil(gone::isConnected);
            gone.reset();
        }
        SimulatedPeer peer = network.connect(world.listener.address());
        network.run();
        assertTrue(peer.isConnected());
        assertEquals(21, world.accepted.size());
        world.assertAtRest();
    }

    @Test
    void theTraceTellsWhoDidWhatWithWhichBytes() {
        World world = new World(network);
        SimulatedPeer peer = world.peer();
        world.last().receive(100);
        peer.write("a line\nand more of it".getBytes(ISO_8859_1));
        network.note("now it is sent");
        network.run();
        String trace = network.trace();
        assertTrue(trace.contains("1a  is 127.0.0.1:1024, connecting to 127.0.0.1:49152"), trace);
        assertTrue(trace.contains("1b  accepted\n"), trace);
        assertTrue(trace.contains("1a  writes 21 \"a line\\nand more \"...\n"), trace);
        assertTrue(trace.contains("test  now it is sent\n"), trace);
        assertTrue(trace.contains("1b  reads 21 \"a line\\nand more \"...\n"), trace);
        assertTrue(trace.contains("1b  received\n"), trace);
        assertTrue(trace.startsWith("0.0000"), trace);
        world.assertAtRest();
    }

    @Test
    void theTraceIsBounded() {
        for (int i = 0; i < 5_000; i++) {
            network.note("line " + i + ";");
        }
        String trace = network.trace();
        assertTrue(trace.startsWith("... 3976 lines before\n"), trace.substring(0, 50));
        assertFalse(trace.contains("line 3975;"), "too old");
        assertTrue(trace.contains("line 3976;"));
        assertTrue(trace.contains("line 4999;"));
    }

    @Test
    void aFailedRunTellsItsSeedAndItsTrace() {
        IOException cause = new IOException("on purpose");
        AssertionError failure = assertThrows(
                AssertionError.class,
                () -> SimulatedNetwork.check(4711, Faults.all(), failing -> {
                    failing.note("just before");
                    throw cause;
                }));
        assertSame(cause, failure.getCause());
        assertTrue(failure.getMessage().contains("seed 4711"), failure.getMessage());
        assertTrue(failure.getMessage().contains("test  just before"), failure.getMessage());
    }

    @Test
    void whatATaskThrowsFailsTheRun() {
        AssertionError failure = assertThrows(
                AssertionError.class,
                () -> SimulatedNetwork.check(1, Faults.none(), failing -> {
                    failing.transport().post(() -> {
                        throw new IllegalStateException("on purpose");
                    });
                    failing.run();
                }));
        assertTrue(failure.getMessage().contains("IllegalStateException: on purpose"), failure.getMessage());
    }

    @Test
    void connectionsOfOthersAreRefused() {
        World world = new World(network);
        world.peer();
        assertEquals(1, network.connections());
        assertThrows(IllegalArgumentException.class, () -> network.reset(Mockito.mock(Connection.class)));
        world.assertAtRest();
    }

    @Test
    void theProviderRunsOnlyWhereItWasGivenANetwork() {
        SimulatedTransportProvider found = new SimulatedTransportProvider();
        assertNotNull(found.unavailableBecause());
        assertThrows(QuaysideException.class, () -> found.open(Settings.none()));
        SimulatedTransportProvider given = new SimulatedTransportProvider(network);
        assertNull(given.unavailableBecause());
        assertEquals("simulated", given.id());
        Transport transport = given.open(Settings.of(Map.of("workers", 3)));
        assertEquals(3, transport.workers());
        transport.post(() -> happened.add("ran"));
        network.run();
        assertEquals(List.of("ran"), happened);
        assertEquals(
                InetAddress.getLoopbackAddress(), network.listen().address().getAddress());
    }
}
