package io.quayside.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.QuaysideException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:80, 127.0.0.1, 80",
        "localhost:0, 127.0.0.1, 0",
        "[::1]:65535, 0:0:0:0:0:0:0:1, 65535",
        "10.1.2.3:7000, 10.1.2.3, 7000"
    })
    void readsHostAndPort(String text, String host, int port) {
        InetSocketAddress address = Addresses.parse("listen", text);
        assertEquals(host, address.getAddress().getHostAddress());
        assertEquals(port, address.getPort());
    }

    @Test
    void aStarIsEveryAddressOfTheMachine() {
        InetSocketAddress address = Addresses.parse("listen", "*:7000");
        assertTrue(address.getAddress().isAnyLocalAddress());
        assertEquals(7000, address.getPort());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "80",
                ":80",
                "localhost",
                "localhost:",
                "localhost:http",
                "localhost:65536",
                "localhost:-1",
                "::1:80",
                "[::1]",
                "[]:80",
                "[::1:80",
                "localhost:80:90"
            })
    void whatIsNoAddressIsNamedWithItsKey(String text) {
        QuaysideException refused =
                assertThrows(QuaysideException.class, () -> Addresses.parse("endpoints.a.listen", text));
        assertEquals("QS-202", refused.code());
        assertEquals(
                "endpoints.a.listen is " + text
                        + "; it has to be HOST:PORT, [IPv6]:PORT or *:PORT, with a port from 0 to 65535",
                refused.getMessage());
    }
}
