package io.quayside.transport.simulated;

import io.quayside.tck.transport.TransportContract;
import io.quayside.tck.transport.TransportHarness;
import java.time.Duration;

/**
 * The laws hold on a network that takes its time, and lets completions come at once or late. The contract wants short
 * messages to come whole, so nothing is cut here; {@link EchoPropertyTest} has the rest.
 */
class RoughNetworkContractTest extends TransportContract {
    @Override
    protected TransportHarness newHarness() {
        return new SimulatedHarness(
                7007, Faults.none().lateCompletions(0.5).inlineCompletions(0.3).stalls(0.05, Duration.ofMinutes(1)));
    }
}
