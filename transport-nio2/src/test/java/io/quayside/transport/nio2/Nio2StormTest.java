package io.quayside.transport.nio2;

import io.quayside.api.transport.TransportProvider;
import io.quayside.transport.laws.StormLaws;

class Nio2StormTest extends StormLaws {
    @Override
    protected TransportProvider provider() {
        return new Nio2TransportProvider();
    }
}
