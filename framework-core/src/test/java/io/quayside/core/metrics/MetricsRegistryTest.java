package io.quayside.core.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.quayside.api.plugin.Metrics;
import io.quayside.core.fakes.Together;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsRegistryTest {
    private final MetricsRegistry registry = new MetricsRegistry();

    @Test
    void aCounterIsMadeOnceAndAddsUp() {
        registry.counter("accepts").add(2);
        registry.counter("accepts").add(3);
        assertEquals(5, registry.counter("accepts").value());
        assertSame(registry.counter("accepts"), registry.counter("accepts"));
    }

    @Test
    void aGaugeIsReadWhenSomebodyLooksAndReplacedByTheNext() {
        registry.gauge("size", () -> 1);
        registry.gauge("size", () -> 2);
        assertEquals(Map.of("size", 2L), registry.snapshot());
    }

    @Test
    void aSnapshotHasEveryFigureInOrderOfTheNames() {
        registry.counter("b").add(1);
        registry.gauge("c", () -> 2);
        registry.counter("a").add(3);
        assertEquals(List.of("a", "b", "c"), List.copyOf(registry.snapshot().keySet()));
    }

    @Test
    void aPartHasItsPrefixOnEveryName() {
        Metrics part = registry.under("endpoints.chat");
        part.counter("messages").add(1);
        part.gauge("rooms", () -> 7);
        assertEquals(Map.of("endpoints.chat.messages", 1L, "endpoints.chat.rooms", 7L), registry.snapshot());
    }

    @Test
    void forgetsTheGaugesOfAPartAndNoOthers() {
        registry.under("endpoints.chat").gauge("rooms", () -> 7);
        registry.under("endpoints.chat").counter("messages").add(1);
        registry.under("endpoints.chatty").gauge("rooms", () -> 8);
        registry.forgetGauges("endpoints.chat");
        assertEquals(Map.of("endpoints.chat.messages", 1L, "endpoints.chatty.rooms", 8L), registry.snapshot());
    }

    @Test
    void aGaugeThatThrowsHidesNoOther() {
        registry.gauge("broken", () -> {
            throw new IllegalStateException("a plugin's bug");
        });
        registry.gauge("fine", () -> 1);
        assertEquals(Map.of("fine", 1L), registry.snapshot());
    }

    @Test
    void nothingIsLostWhenManyCount() throws Exception {
        Together.run(4, thread -> {
            for (int i = 0; i < 10_000; i++) {
                registry.counter("all").add(1);
            }
        });
        assertEquals(40_000, registry.counter("all").value());
    }
}
