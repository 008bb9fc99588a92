package io.quayside.transport.uring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UringSettingsTest {
    @Test
    void defaults() {
        int cores = Runtime.getRuntime().availableProcessors();
        assertEquals(
                new UringSettings(cores, 1, 1024, 512, 1024, true, false, true, 0, 0),
                UringSettings.from(Settings.none()));
    }

    @Test
    void everyKeyIsKnown() {
        Settings settings = Settings.of(Map.of(
                "workers",
                3,
                "listeners",
                2,
                "ring-size",
                64,
                "receive-buffers",
                9,
                "backlog",
                7,
                "tcp-no-delay",
                false,
                "keep-alive",
                true,
                "reuse-address",
                false,
                "receive-buffer",
                "64k",
                "send-buffer",
                "1m"));
        assertEquals(
                new UringSettings(3, 2, 64, 16, 7, false, true, false, 64 << 10, 1 << 20),
                UringSettings.from(settings));
        settings.rejectUnknown();
    }

    @ParameterizedTest
    @CsvSource({
        "workers, -1",
        "workers, 1025",
        "listeners, 0",
        "ring-size, 7",
        "ring-size, 16385",
        "receive-buffers, 0",
        "receive-buffers, 32769",
        "backlog, 0",
        "send-buffer, 2g"
    })
    void outOfRange(String key, String value) {
        QuaysideException failure =
                assertThrows(QuaysideException.class, () -> UringSettings.from(Settings.of(Map.of(key, value))));
        assertEquals("QS-203", failure.code());
        assertTrue(failure.getMessage().contains(key), failure.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "512, 512", "32768, 32768"})
    void buffersAreRoundedUpToAPowerOfTwo(int asked, int given) {
        assertEquals(
                given,
                UringSettings.from(Settings.of(Map.of("receive-buffers", asked)))
                        .receiveBuffers());
    }
}
