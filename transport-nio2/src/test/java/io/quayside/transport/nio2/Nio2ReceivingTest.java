package io.quayside.transport.nio2;

import io.quayside.api.transport.TransportProvider;
import io.quayside.transport.laws.ReceivingLaws;

class Nio2ReceivingTest extends ReceivingLaws {
    @Override
    protected TransportProvider provider() {
        return new Nio2TransportProvider();
    }
}
