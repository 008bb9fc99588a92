package io.quayside.transport.nio2;

import io.quayside.api.transport.TransportProvider;
import io.quayside.transport.laws.TaskLaws;

class Nio2TaskTest extends TaskLaws {
    @Override
    protected TransportProvider provider() {
        return new Nio2TransportProvider();
    }
}
