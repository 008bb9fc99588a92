package io.quayside.transport.uring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Settings;
import io.quayside.api.transport.Transport;
import io.quayside.api.transport.TransportProvider;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@NeedsRing
class UringTransportProviderTest {
    @Test
    void isFoundByServiceLoader() {
        List<TransportProvider> found = ServiceLoader.load(TransportProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        assertEquals(1, found.size());
        TransportProvider provider = found.get(0);
        assertEquals("uring", provider.id());
        assertEquals(20, provider.preference());
        assertNull(provider.unavailableBecause());
        assertFalse(provider.description().isEmpty());
    }

    @Test
    void workersAreNamedAndKeepTheMachineAlive() throws Exception {
        try (Transport transport = new UringTransportProvider().open(Settings.of(Map.of("workers", 1)))) {
            assertEquals(1, transport.workers());
            CompletableFuture<Thread> worker = new CompletableFuture<>();
            assertTrue(transport.post(() -> worker.complete(Thread.currentThread())));
            assertEquals("quayside-uring-1", worker.get(20, TimeUnit.SECONDS).getName());
            assertFalse(worker.get().isDaemon());
        }
    }

    @Test
    void oneWorkerForEachCoreUnlessConfigured() {
        try (Transport transport = new UringTransportProvider().open(Settings.none())) {
            assertEquals(Runtime.getRuntime().availableProcessors(), transport.workers());
        }
    }
}
