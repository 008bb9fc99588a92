package io.quayside.core.admission;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many connections there are from each address and neighbourhood; it has entries for those that have some, and no
 * others. Safe for any number of threads.
 */
final class AddressCounts {
    private final Map<Network, Integer> counts = new ConcurrentHashMap<>();
    private final int perAddress;
    private final int perNeighbourhood;

    /** With the most that there may be of each; 0 is any number, and is not counted. */
    AddressCounts(int perAddress, int perNeighbourhood) {
        this.perAddress = perAddress;
        this.perNeighbourhood = perNeighbourhood;
    }

    /** Counts a connection unless it is one too many; each that was counted has to {@link #leave}. */
    boolean enter(InetAddress address) {
        if (!enter(Network.customer(address), perAddress)) {
            return false;
        }
        if (!enter(Network.neighbourhood(address), perNeighbourhood)) {
            leave(Network.customer(address), perAddress);
            return false;
        }
        return true;
    }

    /** A connection that was counted has ended. */
    void leave(InetAddress address) {
        leave(Network.customer(address), perAddress);
        leave(Network.neighbourhood(address), perNeighbourhood);
    }

    int size() {
        return counts.size();
    }

    private boolean enter(Network network, int most) {
        if (most == 0) {
            return true;
        }
        boolean[] entered = new boolean[1];
        counts.compute(network, (key, count) -> {
            int before = count == null ? 0 : count;
            entered[0] = before < most;
            return entered[0] ? Integer.valueOf(before + 1) : count;
        });
        return entered[0];
    }

    private void leave(Network network, int most) {
        if (most != 0) {
            counts.computeIfPresent(network, (key, count) -> count == 1 ? null : count - 1);
        }
    }
}
