package io.quayside.transport.simulated;

import io.quayside.tck.transport.TransportContract;
import io.quayside.tck.transport.TransportHarness;

/** The laws hold on a network that does no harm. */
class SimulatedTransportContractTest extends TransportContract {
    @Override
    protected TransportHarness newHarness() {
        return new SimulatedHarness(7007, Faults.none());
    }
}
