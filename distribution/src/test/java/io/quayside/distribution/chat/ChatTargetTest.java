package io.quayside.distribution.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quayside.api.QuaysideException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTargetTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:7010, 127.0.0.1, 7010, 127.0.0.1:7010",
        "chat.example.org, chat.example.org, 7010, chat.example.org:7010",
        "[::1]:99, ::1, 99, [::1]:99",
        "[::1], ::1, 7010, [::1]:7010"
    })
    void isTakenApart(String text, String host, int port, String shown) {
        ChatTarget target = ChatTarget.of(text, "ann", "Ann");
        assertEquals(host, target.host());
        assertEquals(port, target.port());
        assertEquals(shown, target.address());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":7010", "host:", "host:0", "host:65536", "host:port", "::1", "host:123456"})
    void whatIsNoAddressIsRefused(String text) {
        QuaysideException e = assertThrows(QuaysideException.class, () -> ChatTarget.of(text, "ann", "Ann"));
        assertEquals("QS-400", e.code());
        assertEquals(text + " is no address; it has to be HOST:PORT, such as 127.0.0.1:7010", e.getMessage());
    }
}
