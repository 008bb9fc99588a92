package io.quayside.transport.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quayside.api.transport.TransportProvider;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** ServiceLoader finds the provider. */
class ProviderDiscoveryTest {
    @Test
    void itIsFound() {
        List<String> found = ServiceLoader.load(TransportProvider.class).stream()
                .map(each -> each.get().id())
                .toList();
        assertEquals(List.of("simulated"), found);
    }
}
