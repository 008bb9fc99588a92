package io.quayside.transport.simulated;

import static java.util.Objects.requireNonNull;

import io.quayside.api.Open;
import io.quayside.api.plugin.Scheduler;
import io.quayside.api.plugin.TimeSource;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * A network in memory, for any number of transports and {@linkplain SimulatedPeer peers}: a clock that stands still between
 * events, and the events to come. Everything that is not the test's own doing is drawn from one seed, so the same seed gives
 * the same run, on every machine.
 *
 * <pre>
 *   SimulatedNetwork.check(seed, Faults.all(), network -&gt; {
 *       Transport transport = network.transport();
 *       Listener listener = transport.listen(address, handler);
 *       SimulatedPeer peer = network.connect(listener.address());
 *       peer.write(bytes);
 *       network.run();
 *       assertArrayEquals(bytes, peer.read());
 *   });
 * </pre>
 *
 * <p><b>Who runs what.</b> Nothing happens by itself: callbacks and tasks run on the thread that calls one of the methods that
 * drive the network ({@link #step}, {@link #run}, {@link #runFor}, {@link #runUntil}, a transport's close), one event at a
 * time. One thread drives. Others may call the transports and connections meanwhile; that is safe, but then the run depends
 * on them too.
 *
 * <p><b>What callbacks and tasks throw</b> is kept ({@link #thrown}), for the transport has to survive it; {@link #check}
 * fails when something is left there.
 *
 * <p>The public methods of this class are safe for any number of threads, but for those that drive.
 *
 * @since 0.1
 */
@Open
public final class SimulatedNetwork {
    private static final long NO_END_IN_SIGHT = 100_000_000;

    private final long seed;
    private final Simulation simulation;
    private final VirtualTime time;
    private final List<SimulatedTransport> transports = new ArrayList<>();

    /** What {@link #check} runs. */
    @FunctionalInterface
    public interface Run {
        /** Does something on the network, and throws if it doesn't come out as it should. */
        void on(SimulatedNetwork network) throws Exception;
    }

    /** A quiet network at time zero. */
    public SimulatedNetwork(long seed, Faults faults) {
        this.seed = seed;
        this.simulation = new Simulation(seed, faults);
        this.time = new VirtualTime(simulation);
    }

    /**
     * Runs something on a network of its own.
     *
     * @throws AssertionError with seed and trace, when it throws, or when a callback or task has thrown and nobody asked
     */
    public static void check(long seed, Faults faults, Run run) {
        SimulatedNetwork network = new SimulatedNetwork(seed, faults);
        try {
            run.on(network);
        } catch (Throwable t) {
            throw new AssertionError(t + "\n" + network.explain(), t);
        }
        List<Throwable> left = network.thrown();
        if (!left.isEmpty()) {
            throw new AssertionError("a callback or task threw " + left.get(0) + "\n" + network.explain(), left.get(0));
        }
    }

    /** Opens a transport on this network, which says it has one worker. */
    public Transport transport() {
        return transport(1);
    }

    /** Opens a transport on this network, which says it has so many workers. */
    public Transport transport(int workers) {
        synchronized (simulation.lock) {
            SimulatedTransport opened = new SimulatedTransport(simulation, workers);
            transports.add(opened);
            return opened;
        }
    }

    /** A peer that begins to connect to an address. */
    public SimulatedPeer connect(SocketAddress address) {
        SimulatedPeer peer = new SimulatedPeer(simulation, 0);
        synchronized (simulation.lock) {
            peer.connect(address);
        }
        return peer;
    }

    /** Peers that can be connected to, at a port that the network picks. */
    public PeerListener listen() {
        try {
            return listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Peers that can be connected to.
     *
     * @throws IOException when the address cannot be bound
     */
    public PeerListener listen(SocketAddress address) throws IOException {
        synchronized (simulation.lock) {
            PeerListener listener =
                    new PeerListener(simulation, simulation.addresses().free(address));
            simulation.addresses().bind(listener.bound());
            return listener;
        }
    }

    /** Lets the next event happen; false when there is none. */
    public boolean step() {
        return simulation.step(Long.MAX_VALUE);
    }

    /** Lets everything happen that is to come, but for timers that repeat for ever. */
    public void run() {
        runUntil(() -> false);
    }

    /** Lets so much time pass, and everything happen that is due meanwhile. */
    public void runFor(Duration duration) {
        long end = simulation.now() + duration.toNanos();
        boolean more = true;
        while (more) {
            more = simulation.step(end);
        }
        simulation.passTo(end);
    }

    /** As {@link #run}, but only until something holds; false when it doesn't in the end. */
    public boolean runUntil(BooleanSupplier condition) {
        long last = simulation.steps() + NO_END_IN_SIGHT;
        while (!condition.getAsBoolean()) {
            if (!simulation.hasFinite()) {
                return false;
            }
            if (simulation.steps() == last) {
                throw new IllegalStateException("no end in sight after " + NO_END_IN_SIGHT + " events; " + explain());
            }
            step();
        }
        return true;
    }

    /** As {@link #runFor}, but only until something holds; false when it doesn't in the end. */
    public boolean runUntil(BooleanSupplier condition, Duration longest) {
        long end = simulation.now() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (!simulation.step(end)) {
                simulation.passTo(end);
                return condition.getAsBoolean();
            }
        }
        return true;
    }

    /** How much virtual time has passed since the network was made. */
    public Duration elapsed() {
        return Duration.ofNanos(simulation.now());
    }

    /** The network's clock. */
    public TimeSource time() {
        return time;
    }

    /** Timers that go by the network's clock; they run on no worker, and those that repeat don't keep {@link #run} going. */
    public Scheduler scheduler() {
        return time;
    }

    /** Threads that aren't workers, for work that may block: each task runs by itself, soon. */
    public Executor executor() {
        return task -> {
            requireNonNull(task, "task");
            synchronized (simulation.lock) {
                simulation.soon(new OutsideTask(task));
            }
        };
    }

    /**
     * What another thread does, at some moment soon: between two events, or, as often as the profile has it intrude, in the
     * middle of a call to a connection. For what doesn't wait and doesn't care what thread it runs on, such as closing a
     * connection or a session; a transport is closed by a {@linkplain #scheduler timer} instead.
     */
    public void elsewhere(Runnable call) {
        synchronized (simulation.lock) {
            simulation.elsewhere().add(requireNonNull(call, "call"));
        }
    }

    /** As {@link #elsewhere}, but in the middle of the next call to a connection. */
    public void intrudeNext(Runnable call) {
        synchronized (simulation.lock) {
            simulation.elsewhere().addIntruder(requireNonNull(call, "call"));
        }
    }

    /** Breaks a connection: both its sides will find a reset. */
    public void reset(Connection connection) {
        synchronized (simulation.lock) {
            simulated(connection).link().breakDown();
        }
    }

    /** Breaks a connection, as {@link #reset} does, when it has written so many more bytes: within a frame, for one. */
    public void resetAfter(Connection connection, long bytes) {
        synchronized (simulation.lock) {
            SimulatedConnection end = simulated(connection);
            end.link().outgoing(end.side()).breakAfter(bytes);
        }
    }

    /** Nothing arrives at either side of a connection for so long. */
    public void stall(Connection connection, Duration duration) {
        synchronized (simulation.lock) {
            simulated(connection).link().stall(duration.toNanos());
        }
    }

    /** Refuses the next connects, so many of them. */
    public void refuseConnects(int count) {
        synchronized (simulation.lock) {
            simulation.addresses().refuse(count);
        }
    }

    /** Makes the next accepts fail, so many of them, as when there are no descriptors left. */
    public void failAccepts(int count) {
        synchronized (simulation.lock) {
            simulation.addresses().failAccepts(count);
        }
    }

    /** Has another profile from now on. */
    public void faults(Faults changed) {
        simulation.profile(changed);
    }

    /** What everything is drawn from. */
    public long seed() {
        return seed;
    }

    /** How many events have happened. */
    public long steps() {
        return simulation.steps();
    }

    /** Connections of all transports that aren't over. */
    public int connections() {
        synchronized (simulation.lock) {
            return transports.stream().mapToInt(SimulatedTransport::connections).sum();
        }
    }

    /** I/O contexts that all transports hold: posted, and not completed. */
    public int contexts() {
        synchronized (simulation.lock) {
            return simulation.contexts();
        }
    }

    /** What callbacks, tasks and timers threw since somebody asked last. */
    public List<Throwable> thrown() {
        return simulation.takeThrown();
    }

    /** Adds a line to the trace. */
    public void note(String what) {
        simulation.note("test", what);
    }

    /** What happened last: time in seconds, who, what, how many bytes and the first of them. */
    public String trace() {
        return simulation.trace();
    }

    /** A number that depends on everything that has happened so far; equal for runs that are the same. */
    public long digest() {
        return simulation.digest();
    }

    /** For a failed test to print: how to have the same run again, and what happened. */
    public String explain() {
        return simulation.explain();
    }

    private static SimulatedConnection simulated(Connection connection) {
        if (connection instanceof SimulatedConnection known) {
            return known;
        }
        throw new IllegalArgumentException(connection + " is not of a simulated transport");
    }

    /** A task that runs on no worker. */
    private final class OutsideTask extends Event {
        private final Runnable task;

        OutsideTask(Runnable task) {
            this.task = task;
        }

        @Override
        void happen() {
            simulation.guarded("executor", task);
        }
    }
}
