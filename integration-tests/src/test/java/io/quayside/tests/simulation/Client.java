package io.quayside.tests.simulation;

import io.quayside.transport.simulated.SimulatedNetwork;
import io.quayside.transport.simulated.SimulatedPeer;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Somebody who connects, does something now and then, and leaves in one way or another. What is done is drawn from the seed,
 * and when it is done is the network's time.
 *
 * <pre>
 *   BUSY ---> LEAVING (says so, and waits for the other side's end) ---> GONE
 *     +-------------------- by force ---------------------------------->
 * </pre>
 */
abstract class Client {
    private static final Duration SOON = Duration.ofMillis(1);
    private static final Duration LOOKS = Duration.ofMillis(30);
    private static final int LOOKS_WHEN_DEAD = 20;

    final SimulatedPeer peer;
    final SplittableRandom random;
    final boolean rough;
    private final SimulatedNetwork network;
    private int acts;
    private int looks;
    private boolean paused;
    private boolean dead;
    private boolean leaving;
    private boolean gone;
    private boolean broke;

    Client(SimulatedNetwork network, SimulatedPeer peer, boolean rough, SplittableRandom random) {
        this.network = network;
        this.peer = peer;
        this.random = random;
        this.rough = rough;
        this.acts = 3 + random.nextInt(10);
    }

    /** Acts now and then from now on. */
    final void begin() {
        network.scheduler().after(Duration.ofNanos(random.nextInt(3_000_000)), this::act);
    }

    /** Does one thing; false when it has to wait for something before it can. */
    abstract boolean doSomething();

    /** Bytes came. */
    abstract void read(byte[] bytes);

    /** Says good-bye in the protocol's words; false when it has none. */
    boolean sayGoodbye() {
        return false;
    }

    boolean isGone() {
        return gone;
    }

    /** Whether it got everything up to the other side's end, as far as it can tell. */
    boolean sawCleanEnd() {
        return peer.sawEnd() && !peer.wasReset() && !broke;
    }

    private void act() {
        if (!paused && !dead) {
            read(peer.read());
        }
        if (peer.isRefused() || peer.wasReset()) {
            gone = true;
        } else if (peer.sawEnd() && !dead) {
            read(peer.read());
            peer.close();
            gone = true;
        } else if (leaving) {
            look();
        } else if (acts == 0) {
            leave();
        } else {
            busy();
        }
        if (!gone) {
            network.scheduler().after(leaving ? LOOKS : pause(), this::act);
        }
    }

    private Duration pause() {
        return random.nextInt(6) == 0
                ? Duration.ofMillis(random.nextInt(200))
                : SOON.plusNanos(random.nextInt(2_000_000));
    }

    private void busy() {
        if (!doSomething()) {
            return;
        }
        acts--;
        if (paused && random.nextInt(3) == 0) {
            paused = false;
            peer.startReading();
        } else if (rough && random.nextInt(10) == 0) {
            paused = true;
            peer.stopReading();
        }
    }

    private void leave() {
        int how = random.nextInt(rough ? 6 : 2);
        leaving = true;
        dead = how == 2;
        if (how == 3) {
            peer.reset();
        } else if (how == 4) {
            peer.close();
        }
        broke = how > 1 && how < 5;
        gone = how == 3 || how == 4;
        if (dead) {
            peer.stopReading();
        } else if (!gone) {
            paused = false;
            peer.startReading();
            if (how != 0 || !sayGoodbye()) {
                peer.shutdownOutput();
            }
        }
    }

    /** Waits for the other side's end; a dead one is found out by its own reset only. */
    private void look() {
        looks++;
        if (dead && looks == LOOKS_WHEN_DEAD) {
            peer.reset();
            gone = true;
        }
    }
}
