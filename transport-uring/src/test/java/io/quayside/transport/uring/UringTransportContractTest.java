package io.quayside.transport.uring;

import io.quayside.tck.transport.Capability;
import io.quayside.tck.transport.RealSockets;
import io.quayside.tck.transport.TransportContract;
import io.quayside.tck.transport.TransportHarness;

@NeedsRing
class UringTransportContractTest extends TransportContract {
    @Override
    protected TransportHarness newHarness() {
        return new RealSockets(new UringTransportProvider(), Capability.RESETS);
    }
}
