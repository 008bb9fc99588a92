package io.quayside.transport.nio2;

import io.quayside.api.transport.TransportProvider;
import io.quayside.transport.laws.ClosingLaws;

class Nio2ClosingTest extends ClosingLaws {
    @Override
    protected TransportProvider provider() {
        return new Nio2TransportProvider();
    }
}
