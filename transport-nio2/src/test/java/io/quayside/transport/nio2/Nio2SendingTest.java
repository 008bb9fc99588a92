package io.quayside.transport.nio2;

import io.quayside.api.transport.TransportProvider;
import io.quayside.transport.laws.SendingLaws;

class Nio2SendingTest extends SendingLaws {
    @Override
    protected TransportProvider provider() {
        return new Nio2TransportProvider();
    }
}
