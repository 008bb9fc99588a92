package io.quayside.core.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "0.0.0.0/0, 200.1.2.3, true",
        "192.168.1.128/25, 192.168.1.200, true",
        "192.168.1.128/25, 192.168.1.100, false",
        "192.168.1.130/31, 192.168.1.131, true",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1, ::1, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 1.2.3.4, false"
    })
    void containsWhatBeginsWithItsBits(String network, String address, boolean contained) throws UnknownHostException {
        Network parsed = Network.parse(network);
        assertNotNull(parsed);
        assertEquals(contained, parsed.contains(address(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.com/8",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/x",
                "::1/129",
                "10.0.0.0/",
                "192.168/16",
                "10.1",
                "a"
            })
    void whatIsNoNetworkIsNull(String text) {
        assertNull(Network.parse(text));
    }

    @Test
    void aCustomerHasOneAddressOfTheOldKindOrManyOfTheNew() throws UnknownHostException {
        assertFalse(Network.customer(address("10.0.0.1")).equals(Network.customer(address("10.0.0.2"))));
        assertEquals(Network.customer(address("2001:db8::1")), Network.customer(address("2001:db8::ffff:1")));
        assertFalse(Network.customer(address("2001:db8:0:1::1")).equals(Network.customer(address("2001:db8:0:2::1"))));
    }

    @Test
    void aNeighbourhoodIsWider() throws UnknownHostException {
        assertEquals("10.1.2.0/24", Network.neighbourhood(address("10.1.2.3")).toString());
        assertTrue(Network.neighbourhood(address("2001:db8:0:1::1")).contains(address("2001:db8:0:ffff::1")));
    }
}
