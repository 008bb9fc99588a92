package io.quayside.transport.uring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class VersionFourTest {
    @Test
    void anAddressComesBackAsItWas() throws UnknownHostException {
        byte[][] hosts = {{127, 0, 0, 1}, {0, 0, 0, 0}, {-1, -1, -1, -1}, {10, -56, 3, -127}, {-128, 0, 0, 1}};
        for (byte[] host : hosts) {
            for (int port : new int[] {0, 1, 7007, 32_768, 65_535}) {
                InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(host), port);
                long number = VersionFour.number(address);
                assertNotEquals(VersionFour.NONE, number);
                assertEquals(address, VersionFour.address(number));
            }
        }
    }

    @Test
    void otherAddressesAreNone() throws UnknownHostException {
        SocketAddress[] others = {
            new InetSocketAddress(InetAddress.getByAddress(new byte[16]), 7007),
            InetSocketAddress.createUnresolved("localhost", 7007),
            new InetSocketAddress(InetAddress.getByAddress("named", new byte[] {127, 0, 0, 1}), 7007),
            UnixDomainSocketAddress.of("socket")
        };
        for (SocketAddress other : others) {
            assertEquals(VersionFour.NONE, VersionFour.number(other), other.toString());
        }
    }
}
