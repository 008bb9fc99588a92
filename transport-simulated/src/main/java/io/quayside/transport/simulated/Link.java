package io.quayside.transport.simulated;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What connects two ends: a pipe in each direction, and resets. Side 0 has connected, side 1 was connected to; in the
 * trace they are called by the link's number and {@code a} or {@code b}.
 *
 * <pre>
 *   for each side:   WHOLE ---- resetBy (this side), close ----> LEFT     takes no notice of the link any more
 *                      |
 *                      +---- resetBy (other side), breakDown ---> BROKEN  its next operation fails
 * </pre>
 *
 * <p>Guarded by the network's lock.
 */
final class Link {
    private enum State {
        WHOLE,
        LEFT,
        BROKEN
    }

    private final Simulation simulation;
    private final InetSocketAddress[] addresses;
    private final String[] names;
    private final Pipe[] pipes;
    private final State[] states = {State.WHOLE, State.WHOLE};
    private final @Nullable End[] ends = new End[2];
    private long stalledUntil;
    private @Nullable Reset underWay;

    Link(Simulation simulation, InetSocketAddress connecting, InetSocketAddress connected) {
        this.simulation = simulation;
        this.addresses = new InetSocketAddress[] {connecting, connected};
        int number = simulation.addresses().nextLink();
        this.names = new String[] {number + "a", number + "b"};
        this.pipes = new Pipe[] {new Pipe(simulation, this, 0), new Pipe(simulation, this, 1)};
        simulation.note(names[0], "is " + Addresses.text(connecting) + ", connecting to " + Addresses.text(connected));
    }

    InetSocketAddress address(int side) {
        return addresses[side];
    }

    /** What a side is called in the trace. */
    String name(int side) {
        return names[side];
    }

    /** What a side reads from. */
    Pipe incoming(int side) {
        return pipes[1 - side];
    }

    /** What a side writes to. */
    Pipe outgoing(int side) {
        return pipes[side];
    }

    /** Says who is at a side; until then, what comes waits there. */
    void attach(int side, End end) {
        ends[side] = end;
    }

    void readable(int side) {
        End end = ends[side];
        if (end != null) {
            end.readable();
        }
    }

    void writable(int side) {
        End end = ends[side];
        if (end != null) {
            end.writable();
        }
    }

    boolean isBroken(int side) {
        return states[side] == State.BROKEN;
    }

    /** A side closes: its stream ends behind what it has written; bytes it hasn't read are answered with a reset. */
    void close(int side) {
        if (states[side] == State.LEFT) {
            return;
        }
        boolean whole = states[side] == State.WHOLE;
        states[side] = State.LEFT;
        simulation.note(names[side], "closes");
        if (whole) {
            outgoing(side).end();
            incoming(side).readerGone();
        }
    }

    /** A side sends a reset, with or without having closed; it reaches the other side later. */
    void resetBy(int side) {
        if (states[side] == State.BROKEN) {
            return;
        }
        states[side] = State.LEFT;
        if (underWay != null) {
            return;
        }
        simulation.note(names[side], "sends a reset");
        underWay = new Reset(1 - side);
        simulation.soon(underWay);
    }

    /** The network breaks the link: each side will find out by itself. */
    void breakDown() {
        reset(0);
        reset(1);
    }

    /** As {@link #breakDown}, if the seed wants it so. */
    void breakByChance() {
        if (simulation.draws().chance(simulation.profile().resets)) {
            breakDown();
        }
    }

    /** Nothing arrives for so long. */
    void stall(long nanos) {
        stalledUntil = simulation.now() + nanos;
    }

    boolean isStalled() {
        return stalledUntil > simulation.now();
    }

    long stalledUntil() {
        return stalledUntil;
    }

    private void reset(int side) {
        if (states[side] != State.WHOLE) {
            return;
        }
        states[side] = State.BROKEN;
        simulation.note(names[side], "is reset");
        incoming(side).breakForReader(simulation.draws().chance(0.5));
        outgoing(side).breakForWriter();
        readable(side);
        writable(side);
    }

    /** A reset on its way. */
    private final class Reset extends Event {
        private final int side;

        Reset(int side) {
            this.side = side;
        }

        @Override
        void happen() {
            synchronized (simulation.lock) {
                reset(side);
            }
        }
    }
}
