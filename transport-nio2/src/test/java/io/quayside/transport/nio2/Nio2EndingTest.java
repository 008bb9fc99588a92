package io.quayside.transport.nio2;

import io.quayside.api.transport.TransportProvider;
import io.quayside.transport.laws.EndingLaws;

class Nio2EndingTest extends EndingLaws {
    @Override
    protected TransportProvider provider() {
        return new Nio2TransportProvider();
    }
}
