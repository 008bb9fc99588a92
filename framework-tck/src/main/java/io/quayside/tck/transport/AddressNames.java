package io.quayside.tck.transport;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** What T12 wants to read in messages. */
final class AddressNames {
    private AddressNames() {}

    /** Throws unless a message names an address and something more. */
    static void requireNamed(@Nullable String message, SocketAddress address, String... reasons) {
        assertTrue(message != null, "the failure has no message");
        String name = name(address);
        assertTrue(message.contains(name), () -> "the message doesn't name " + name + ": " + message);
        assertTrue(
                message.replace(name, "").chars().filter(Character::isLetter).count() > 5,
                () -> "the message gives no reason: " + message);
        for (String reason : reasons) {
            assertTrue(message.contains(reason), () -> "the message doesn't say \"" + reason + "\": " + message);
        }
    }

    private static String name(SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet)) {
            return address.toString();
        }
        if (inet.isUnresolved()) {
            return inet.getHostString() + ":" + inet.getPort();
        }
        // There are several ways to write an address of version 6; all end in a bracket and the port.
        return inet.getAddress() instanceof Inet6Address
                ? "]:" + inet.getPort()
                : inet.getAddress().getHostAddress() + ":" + inet.getPort();
    }
}
