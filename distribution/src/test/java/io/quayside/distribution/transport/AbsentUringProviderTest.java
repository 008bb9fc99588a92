package io.quayside.distribution.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.transport.TransportProvider;
import io.quayside.core.discovery.Providers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.EnabledForJreRange;

class AbsentUringProviderTest {
    private static TransportProvider found() {
        return Providers.onClassPath().transport("uring");
    }

    @Test
    @EnabledForJreRange(maxVersion = 24)
    void standsInWhereTheModuleIsNotBuilt() {
        assertEquals(AbsentUringProvider.class, found().getClass());
    }

    @Test
    @DisabledForJreRange(maxVersion = 24)
    void isNotRegisteredWhereTheModuleIs() {
        assertEquals(
                "io.quayside.transport.uring.UringTransportProvider",
                found().getClass().getName());
        assertEquals(found().preference(), new AbsentUringProvider().preference());
        assertEquals(found().description(), new AbsentUringProvider().description());
    }

    @Test
    void takesAnySettingsAndSaysWhatWouldBringTheTransport() {
        Settings settings = Settings.of(Map.of("ring-size", 64));
        TransportProvider absent = new AbsentUringProvider();
        QuaysideException failure = assertThrows(QuaysideException.class, () -> absent.open(settings));
        settings.rejectUnknown();
        assertEquals("QS-103", failure.code());
        String reason = String.valueOf(absent.unavailableBecause());
        assertTrue(String.valueOf(failure.getMessage()).endsWith(reason), failure::toString);
        assertTrue(reason.contains("JDK 25") || reason.contains("part of Linux"), reason);
    }
}
