package io.quayside.transport.simulated;

import io.quayside.api.Open;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Somebody on the network who uses no transport: the other end of a connection under test, in the hands of the test. What is
 * called here begins at once and goes on while the network is driven; nothing waits.
 *
 * <pre>
 *   CONNECTING ---> CONNECTED ---> CLOSED (by itself) or RESET (by the other side, or the network)
 *        +--------> REFUSED
 * </pre>
 *
 * <p>Until told to {@linkplain #stopReading() stop}, it takes what arrives, so its window stays open. Safe for any number of
 * threads.
 *
 * @since 0.1
 */
@Open
public final class SimulatedPeer implements End {
    private enum State {
        CONNECTING,
        CONNECTED,
        REFUSED,
        CLOSED,
        RESET
    }

    private final Simulation simulation;
    private final int side;
    private final Reading reading = new Reading();
    private final ByteArrayOutputStream inbox = new ByteArrayOutputStream();
    private ByteBuffer outbox = ByteBuffer.allocate(0);
    private volatile State state = State.CONNECTING;
    private volatile @Nullable Link link;
    private boolean reads = true;
    private boolean sawEnd;
    private boolean ends;
    private boolean closes;

    SimulatedPeer(Simulation simulation, int side) {
        this.simulation = simulation;
        this.side = side;
    }

    /** Writes bytes, behind those written before; they leave as the other side's window lets them. */
    public void write(byte[] bytes) {
        synchronized (simulation.lock) {
            if (ends || closes || state == State.CLOSED) {
                throw new IllegalStateException(this + " has ended its stream");
            }
            ByteBuffer more = ByteBuffer.allocate(outbox.remaining() + bytes.length);
            outbox = more.put(outbox).put(bytes).flip();
            writable();
        }
    }

    /** Bytes that it could not write yet, because nobody reads them. */
    public int unwritten() {
        synchronized (simulation.lock) {
            return outbox.remaining();
        }
    }

    /** Everything that it has read since it was asked last. */
    public byte[] read() {
        return read(Integer.MAX_VALUE);
    }

    /** As {@link #read()}, but no more than so many bytes; while it doesn't read by itself, they are read now. */
    public byte[] read(int most) {
        synchronized (simulation.lock) {
            Link connected = link;
            if (!reads && connected != null && state != State.CLOSED) {
                take(connected, most - inbox.size());
            }
            byte[] all = inbox.toByteArray();
            byte[] taken = Arrays.copyOf(all, Math.min(most, all.length));
            inbox.reset();
            inbox.write(all, taken.length, all.length - taken.length);
            return taken;
        }
    }

    /** Bytes that it has read, or could read now, and that nobody has asked for. */
    public int available() {
        synchronized (simulation.lock) {
            Link connected = link;
            return inbox.size()
                    + (connected == null ? 0 : connected.incoming(side).available());
        }
    }

    /** Takes nothing more from the link until told to: what is sent to it fills its window. */
    public void stopReading() {
        synchronized (simulation.lock) {
            reads = false;
            simulation.unschedule(reading);
        }
    }

    /** Takes what arrives, now and from now on. */
    public void startReading() {
        synchronized (simulation.lock) {
            reads = true;
            readable();
        }
    }

    /** Ends its stream behind what it has written, and goes on reading. */
    public void shutdownOutput() {
        synchronized (simulation.lock) {
            ends = true;
            writable();
        }
    }

    /**
     * Closes in both directions, after what it has written has left. The other side gets a reset for what was not read here,
     * or still comes.
     */
    public void close() {
        synchronized (simulation.lock) {
            closes = true;
            writable();
        }
    }

    /** Closes at once, and sends a reset behind what has left. */
    public void reset() {
        synchronized (simulation.lock) {
            Link connected = link;
            if (connected != null && state == State.CONNECTED) {
                connected.resetBy(side);
            }
            state = State.CLOSED;
            simulation.unschedule(reading);
        }
    }

    /** Whether somebody has taken its connect, though maybe not accepted it. */
    public boolean isConnected() {
        return state == State.CONNECTED;
    }

    /** Whether nobody listens where it wanted to connect to, or the network wouldn't have it. */
    public boolean isRefused() {
        return state == State.REFUSED;
    }

    /** Whether the other side has ended its stream, and all before the end was read. */
    public boolean sawEnd() {
        synchronized (simulation.lock) {
            Link connected = link;
            return sawEnd || (connected != null && connected.incoming(side).isAtEnd());
        }
    }

    /** Whether the connection was reset, other than by itself. */
    public boolean wasReset() {
        return state == State.RESET;
    }

    /** Its own address; null until it is connected. */
    public @Nullable SocketAddress address() {
        Link connected = link;
        return connected == null ? null : connected.address(side);
    }

    @Override
    public String toString() {
        Link connected = link;
        return "peer " + (connected == null ? "without a link" : connected.name(side)) + ", " + state;
    }

    @Override
    public void readable() {
        Link connected = link;
        if (connected == null || state != State.CONNECTED) {
            return;
        }
        if (connected.isBroken(side)) {
            state = State.RESET;
        }
        if (reads && !reading.isQueued() && hasNews(connected)) {
            simulation.soon(reading);
        }
    }

    @Override
    public void writable() {
        Link connected = link;
        if (connected == null || state != State.CONNECTED) {
            return;
        }
        connected.outgoing(side).write(outbox, Integer.MAX_VALUE);
        if (outbox.hasRemaining()) {
            return;
        }
        if (closes) {
            state = State.CLOSED;
            simulation.unschedule(reading);
            connected.close(side);
        } else if (ends) {
            connected.outgoing(side).end();
        }
    }

    /** Begins to connect, as side 0. */
    void connect(SocketAddress address) {
        simulation.soon(new Connecting(address));
    }

    void connected(Link made) {
        link = made;
        if (state == State.CONNECTING) {
            state = State.CONNECTED;
            made.attach(side, this);
            readable();
            writable();
        } else {
            made.resetBy(side);
        }
    }

    private boolean hasNews(Link connected) {
        Pipe pipe = connected.incoming(side);
        return pipe.available() > 0 || (pipe.isAtEnd() && !sawEnd);
    }

    private void take(Link connected, int most) {
        Pipe pipe = connected.incoming(side);
        int count = Math.min(most, pipe.available());
        if (count > 0) {
            ByteBuffer taken = ByteBuffer.allocate(count);
            pipe.read(taken, count);
            inbox.write(taken.array(), 0, count);
        }
        if (pipe.isAtEnd() && !sawEnd) {
            sawEnd = true;
            simulation.note(connected.name(side), "sees the end");
        }
    }

    /** Its connect. */
    private final class Connecting extends Event {
        private final SocketAddress address;

        Connecting(SocketAddress address) {
            this.address = address;
        }

        @Override
        void happen() {
            synchronized (simulation.lock) {
                try {
                    Link made = simulation.addresses().connect(simulation, address);
                    if (made == null) {
                        simulation.schedule(this, Addresses.ASKS_AGAIN_NANOS);
                    } else {
                        connected(made);
                    }
                } catch (IOException e) {
                    state = State.REFUSED;
                    simulation.note("peer", "is refused");
                }
            }
        }
    }

    /** It reads: all that has come, or as much as the network's profile lets it. */
    private final class Reading extends Event {
        @Override
        void happen() {
            synchronized (simulation.lock) {
                Link connected = link;
                if (connected != null && reads) {
                    int available = connected.incoming(side).available();
                    take(connected, available == 0 ? 0 : simulation.piece(available, true));
                    if (!isQueued() && hasNews(connected)) {
                        simulation.soon(this);
                    }
                }
            }
        }
    }
}
