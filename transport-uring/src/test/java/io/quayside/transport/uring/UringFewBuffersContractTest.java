package io.quayside.transport.uring;

import io.quayside.api.Settings;
import io.quayside.api.transport.Transport;
import io.quayside.api.transport.TransportProvider;
import io.quayside.tck.transport.Capability;
import io.quayside.tck.transport.RealSockets;
import io.quayside.tck.transport.TransportContract;
import io.quayside.tck.transport.TransportHarness;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The laws hold where workers run out of receive buffers all the time. */
@NeedsRing
class UringFewBuffersContractTest extends TransportContract {
    @Override
    protected TransportHarness newHarness() {
        return new RealSockets(new FewBuffers(), Capability.RESETS);
    }

    private static final class FewBuffers implements TransportProvider {
        private final TransportProvider provider = new UringTransportProvider();

        @Override
        public String id() {
            return provider.id();
        }

        @Override
        public String description() {
            return provider.description();
        }

        @Override
        public int preference() {
            return provider.preference();
        }

        @Override
        public @Nullable String unavailableBecause() {
            return provider.unavailableBecause();
        }

        @Override
        public Transport open(Settings settings) {
            return provider.open(
                    Settings.of(Map.of("workers", settings.integer("workers", 1, 1, 16), "receive-buffers", 2)));
        }
    }
}
