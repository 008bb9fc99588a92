package io.quayside.transport.uring;

import io.quayside.api.transport.TransportProvider;
import io.quayside.tck.transport.TransportDescriptorContract;

@NeedsRing
class UringDescriptorContractTest extends TransportDescriptorContract {
    @Override
    protected Class<? extends TransportProvider> provider() {
        return UringTransportProvider.class;
    }
}
