package io.quayside.tests.docs.transport;

import io.quayside.tck.transport.Capability;
import io.quayside.tck.transport.RealSockets;
import io.quayside.tck.transport.TransportContract;
import io.quayside.tck.transport.TransportHarness;

class BlockingTransportContractTest extends TransportContract {
    @Override
    protected TransportHarness newHarness() {
        return new RealSockets(new BlockingTransportProvider(), Capability.RESETS);
    }
}
