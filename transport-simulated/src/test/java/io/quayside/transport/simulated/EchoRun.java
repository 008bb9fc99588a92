package io.quayside.transport.simulated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Transport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Clients of one transport, and peers without any, send bytes that tell whose they are; connections of another transport
 * send back what they receive. What goes wrong on the way is up to the network's profile. Some connections are closed by
 * another thread in the middle of it. Where a transport lends contexts, most receives are posted without one.
 */
final class EchoRun {
    private static final int ROOM = 64;
    private static final int MOST_STEPS = 100_000;

    private final World world;
    private final Transport clients;
    private final int amount;
    private final List<SimulatedPeer> peers = new ArrayList<>();
    private final List<byte[]> echoes = new ArrayList<>();

    /** Begins with so many clients, and as many peers, each of which sends so many bytes. */
    EchoRun(SimulatedNetwork network, int count, int amount) {
        this.amount = amount;
        this.world = new World(network);
        this.clients = network.transport();
        world.recorders = (ledger, connection) -> connection.localAddress().equals(world.listener.address())
                ? new Server(ledger, connection)
                : new Client(ledger, connection, world.connected.size());
        for (int i = 0; i < count; i++) {
            clients.connect(world.listener.address(), world);
            SimulatedPeer peer = network.connect(world.listener.address());
            peer.write(pattern(count + i, amount));
            peer.shutdownOutput();
            peers.add(peer);
        }
    }

    SimulatedNetwork network() {
        return world.network;
    }

    /** What every connection has lived through. */
    List<List<String>> stories() {
        List<List<String>> stories = new ArrayList<>();
        world.accepted.forEach(each -> stories.add(each.events));
        world.connected.forEach(each -> stories.add(each.events));
        return stories;
    }

    /** Lets one thing happen; false when nothing is to come. Every context is accounted for, every law kept. */
    boolean step() {
        boolean more = world.network.step();
        assertEquals(List.of(), world.network.thrown());
        assertEquals(world.network.contexts(), world.ledger.posted());
        assertEquals(0, world.ledger.held());
        return more;
    }

    /** Runs to the end, and looks at what came out. */
    void finish() {
        boolean more = true;
        while (more) {
            more = step();
            assertTrue(world.network.steps() < MOST_STEPS, "no end in sight");
        }
        for (int i = 0; i < peers.size(); i++) {
            SimulatedPeer peer = peers.get(i);
            byte[] expected = pattern(peers.size() + i, amount);
            byte[] echoed = peer.read();
            echoes.add(echoed);
            if (peer.sawEnd()) {
                assertArrayEquals(expected, echoed);
            } else {
                assertTrue(peer.wasReset() || peer.isRefused(), peer::toString);
                assertPrefix(expected, echoed);
            }
        }
        for (int i = 0; i < world.connected.size(); i++) {
            Client client = (Client) world.connected.get(i);
            assertPrefix(pattern(client.number, amount), client.input.toByteArray());
            assertTrue(client.isClosed(), client.events::toString);
            if (client.cause == null && !client.disturbed) {
                assertEquals(amount, client.input.size(), client.events::toString);
            }
        }
        clients.close();
        world.assertAtRest();
    }

    /** Nothing was lost, not even by those that a network breaks. */
    void assertAllEchoed() {
        assertEquals(peers.size(), world.connected.size());
        for (int i = 0; i < peers.size(); i++) {
            assertTrue(peers.get(i).sawEnd(), peers.get(i)::toString);
            assertArrayEquals(pattern(peers.size() + i, amount), echoes.get(i));
            Client client = (Client) world.connected.get(i);
            assertTrue(client.disturbed || client.input.size() == amount, client.events::toString);
        }
    }

    private static void assertPrefix(byte[] expected, byte[] actual) {
        assertTrue(actual.length <= expected.length, "more than was sent");
        assertArrayEquals(Arrays.copyOf(expected, actual.length), actual);
    }

    /** Bytes that tell whose they are and where they stand. */
    static byte[] pattern(int whose, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (whose * 31 + i * 7 + (i >>> 8));
        }
        return bytes;
    }

    /** Sends back what it receives, ends when the other side has ended. */
    private static final class Server extends Recorder {
        private int unsent;

        Server(Ledger ledger, Connection connection) {
            super(ledger, connection);
        }

        @Override
        void start() {
            super.start();
            receiveOrBorrow(ROOM);
            receive(ROOM / 2);
        }

        @Override
        void onReceived(byte[] bytes) {
            unsent++;
            int half = bytes.length / 2;
            if (half == 0) {
                send(bytes);
            } else {
                unsent++;
                send(Arrays.copyOf(bytes, half), Arrays.copyOfRange(bytes, half, bytes.length));
            }
            receiveOrBorrow(ROOM);
        }

        @Override
        void onEnd() {
            connection.shutdownOutput();
            closeIfSent();
        }

        @Override
        void onSent(int size) {
            unsent--;
            closeIfSent();
        }

        private void closeIfSent() {
            if (sawEnd() && unsent == 0) {
                connection.close();
            }
        }
    }

    /** Sends its bytes in chunks, receives as many, and closes; or is closed by somebody else before. */
    private final class Client extends Recorder {
        private final ArrayDeque<byte[]> chunks = new ArrayDeque<>();
        private final int number;
        private boolean disturbed;

        Client(Ledger ledger, Connection connection, int number) {
            super(ledger, connection);
            this.number = number;
        }

        @Override
        void start() {
            super.start();
            byte[] all = pattern(number, amount);
            int from = 0;
            for (int size = 1; from < all.length; size = size * 2 % 61) {
                chunks.add(Arrays.copyOfRange(all, from, Math.min(all.length, from + size)));
                from += size;
            }
            if (number % 3 == 2) {
                world.network.scheduler().after(Duration.ofNanos(100_000L * number), this::disturb);
            }
            receiveOrBorrow(ROOM);
            sendNext();
        }

        private void disturb() {
            world.network.elsewhere(() -> {
                disturbed = true;
                if (number % 2 == 0) {
                    connection.close();
                } else {
                    connection.abort();
                }
            });
        }

        @Override
        void onReceived(byte[] bytes) {
            if (input.size() >= amount) {
                connection.close();
            } else {
                receiveOrBorrow(ROOM);
            }
        }

        @Override
        void onEnd() {
            connection.close();
        }

        @Override
        void onSent(int size) {
            sendNext();
        }

        private void sendNext() {
            byte[] chunk = chunks.poll();
            if (chunk == null) {
                connection.shutdownOutput();
            } else {
                send(chunk);
            }
        }
    }
}
