package io.quayside.transport.simulated;

import io.quayside.tck.transport.TransportContract;
import io.quayside.tck.transport.TransportHarness;
import java.time.Duration;

/** The laws hold on a network whose transports lend a few contexts, and let completions come at once or late. */
class LendingNetworkContractTest extends TransportContract {
    @Override
    protected TransportHarness newHarness() {
        return new SimulatedHarness(
                7008,
                Faults.none()
                        .lending(1, 3, 512)
                        .lateCompletions(0.5)
                        .inlineCompletions(0.3)
                        .stalls(0.05, Duration.ofMinutes(1)));
    }
}
