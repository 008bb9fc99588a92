package io.quayside.transport.nio2;

import io.quayside.api.transport.TransportProvider;
import io.quayside.transport.laws.CallbackLaws;

class Nio2CallbackTest extends CallbackLaws {
    @Override
    protected TransportProvider provider() {
        return new Nio2TransportProvider();
    }
}
