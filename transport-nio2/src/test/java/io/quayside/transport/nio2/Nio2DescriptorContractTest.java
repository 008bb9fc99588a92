package io.quayside.transport.nio2;

import io.quayside.api.transport.TransportProvider;
import io.quayside.tck.transport.TransportDescriptorContract;

class Nio2DescriptorContractTest extends TransportDescriptorContract {
    @Override
    protected Class<? extends TransportProvider> provider() {
        return Nio2TransportProvider.class;
    }
}
