package io.quayside.transport.nio2;

import io.quayside.api.transport.TransportProvider;
import io.quayside.transport.laws.DescriptorLaws;

class Nio2DescriptorTest extends DescriptorLaws {
    @Override
    protected TransportProvider provider() {
        return new Nio2TransportProvider();
    }
}
