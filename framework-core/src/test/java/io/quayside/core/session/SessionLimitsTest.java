package io.quayside.core.session;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionLimitsTest {
    private static SessionLimits from(Map<String, ?> settings) {
        Settings section = Settings.of("endpoints.a.session", settings, path -> null);
        SessionLimits limits = SessionLimits.from(section);
        assertDoesNotThrow(section::rejectUnknown);
        return limits;
    }

    @Test
    void theDefaults() {
        assertEquals(
                new SessionLimits(
                        10_000,
                        Duration.ofMinutes(10).toNanos(),
                        Duration.ofSeconds(5).toNanos(),
                        Duration.ofMinutes(2).toNanos(),
                        Duration.ofMinutes(1).toNanos(),
                        1 << 20,
                        1 << 19,
                        true,
                        SessionLimits.Policy.REFUSE,
                        32 << 10),
                from(Map.of()));
    }

    @Test
    void everySetting() {
        assertEquals(
                new SessionLimits(
                        7,
                        Duration.ofSeconds(1).toNanos(),
                        Duration.ofSeconds(2).toNanos(),
                        Duration.ofSeconds(3).toNanos(),
                        0,
                        4096,
                        100,
                        false,
                        SessionLimits.Policy.CLOSE,
                        1024),
                from(Map.of(
                        "limit", 7,
                        "idle-timeout", "1s",
                        "close-timeout", "2s",
                        "frame-timeout", "3s",
                        "stall-timeout", 0,
                        "outbound-limit", "4k",
                        "outbound-congested", 100,
                        "receive-while-congested", true,
                        "outbound-policy", "close",
                        "receive-limit", "1k")));
    }

    @Test
    void theCongestionMarkIsHalfTheLimitUnlessSet() {
        assertEquals(2048, from(Map.of("outbound-limit", "4k")).congestionMark());
    }

    @ParameterizedTest
    @CsvSource({
        "limit, 0, endpoints.a.session.limit is 0; it has to be from 1 to 16777216",
        "outbound-limit, 1023, endpoints.a.session.outbound-limit is 1023; it has to be from 1024 to 1073741824 bytes",
        "outbound-congested, 2m, endpoints.a.session.outbound-congested is 2m; it has to be from 1 to 1048576 bytes",
        "receive-limit, 511, endpoints.a.session.receive-limit is 511; it has to be from 512 to 16777216 bytes"
    })
    void whatIsOutOfRangeIsNamed(String key, String value, String message) {
        QuaysideException refused = assertThrows(QuaysideException.class, () -> from(Map.of(key, value)));
        assertEquals("QS-203", refused.code());
        assertEquals(message, refused.getMessage());
    }

    @Test
    void anUnknownPolicyIsNamed() {
        QuaysideException refused =
                assertThrows(QuaysideException.class, () -> from(Map.of("outbound-policy", "drop")));
        assertEquals("QS-202", refused.code());
        assertEquals(
                "endpoints.a.session.outbound-policy is drop; it has to be one of refuse, drop-oldest, close",
                refused.getMessage());
    }
}
