package io.quayside.transport.nio2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Nio2SettingsTest {
    @Test
    void defaults() {
        int cores = Runtime.getRuntime().availableProcessors();
        assertEquals(new Nio2Settings(cores, 1, 1024, true, false, true, 0, 0), Nio2Settings.from(Settings.none()));
    }

    @Test
    void everyKeyIsKnown() {
        Settings settings = Settings.of(Map.of(
                "workers",
                3,
                "listeners",
                2,
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
        assertEquals(new Nio2Settings(3, 2, 7, false, true, false, 64 << 10, 1 << 20), Nio2Settings.from(settings));
        settings.rejectUnknown();
    }

    @ParameterizedTest
    @CsvSource({"workers, -1", "workers, 1025", "listeners, 0", "backlog, 0", "send-buffer, 2g"})
    void outOfRange(String key, String value) {
        QuaysideException failure =
                assertThrows(QuaysideException.class, () -> Nio2Settings.from(Settings.of(Map.of(key, value))));
        assertEquals("QS-203", failure.code());
        assertTrue(failure.getMessage().contains(key), failure.getMessage());
    }

    @Test
    void socketsAreConfigured() throws IOException {
        Nio2Settings settings = new Nio2Settings(1, 1, 1, true, true, false, 32 << 10, 48 << 10);
        try (AsynchronousSocketChannel client = settings.configured(AsynchronousSocketChannel.open());
                AsynchronousServerSocketChannel server = settings.configured(AsynchronousServerSocketChannel.open())) {
            assertTrue(client.getOption(StandardSocketOptions.TCP_NODELAY));
            assertTrue(client.getOption(StandardSocketOptions.SO_KEEPALIVE));
            assertTrue(client.getOption(StandardSocketOptions.SO_RCVBUF) >= 32 << 10);
            assertTrue(client.getOption(StandardSocketOptions.SO_SNDBUF) >= 48 << 10);
            assertFalse(server.getOption(StandardSocketOptions.SO_REUSEADDR));
            assertTrue(server.getOption(StandardSocketOptions.SO_RCVBUF) >= 32 << 10);
        }
    }
}
