package io.quayside.plugin.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatSettingsTest {
    @Test
    void defaults() {
        assertEquals(
                new ChatSettings(4096, 1000, 100, Duration.ofSeconds(30), 100), ChatSettings.from(Settings.none()));
    }

    @Test
    void everyKeyIsRead() {
        Settings settings = Settings.of(Map.of(
                "max-text", "1k",
                "group-size", "20",
                "groups-per-user", 5,
                "login-timeout", "10s",
                "online-page", 50));

        assertEquals(new ChatSettings(1024, 20, 5, Duration.ofSeconds(10), 50), ChatSettings.from(settings));
        settings.rejectUnknown();
    }

    @Test
    void misspeltKeysStopTheStart() {
        QuaysideException wrong = assertThrows(QuaysideException.class, () -> new Chat(Map.of("group-sise", 20)));

        assertTrue(wrong.getMessage().contains("group-sise"), wrong::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-text", "group-size", "groups-per-user", "online-page"})
    void nothingIsBoundedByZero(String key) {
        QuaysideException wrong =
                assertThrows(QuaysideException.class, () -> ChatSettings.from(Settings.of(Map.of(key, 0))));

        assertEquals("QS-203", wrong.code());
    }

    @Test
    void pagesAreAsLargeAsAskedForUpToTheBound() {
        ChatSettings settings = ChatSettings.from(Settings.none());

        assertEquals(100, settings.pageFor(0));
        assertEquals(7, settings.pageFor(7));
        assertEquals(100, settings.pageFor(101));
        assertEquals(100, settings.pageFor(-1));
    }
}
