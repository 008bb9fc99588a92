package io.quayside.tests.docs.transport;

import io.quayside.api.transport.TransportProvider;
import io.quayside.tck.transport.TransportDescriptorContract;

class BlockingDescriptorContractTest extends TransportDescriptorContract {
    @Override
    protected Class<? extends TransportProvider> provider() {
        return BlockingTransportProvider.class;
    }
}
