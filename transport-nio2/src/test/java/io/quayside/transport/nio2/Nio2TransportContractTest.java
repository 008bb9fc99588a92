package io.quayside.transport.nio2;

import io.quayside.tck.transport.RealSockets;
import io.quayside.tck.transport.TransportContract;
import io.quayside.tck.transport.TransportHarness;

class Nio2TransportContractTest extends TransportContract {
    @Override
    protected TransportHarness newHarness() {
        return new RealSockets(new Nio2TransportProvider());
    }
}
