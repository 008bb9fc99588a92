package io.quayside.transport.nio2;

import io.quayside.api.transport.TransportProvider;
import io.quayside.transport.laws.ConnectingLaws;

class Nio2ConnectingTest extends ConnectingLaws {
    @Override
    protected TransportProvider provider() {
        return new Nio2TransportProvider();
    }
}
