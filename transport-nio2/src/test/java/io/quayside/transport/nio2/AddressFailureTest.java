package io.quayside.transport.nio2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

class AddressFailureTest {
    @Test
    void addressAndReason() throws UnknownHostException {
        assertEquals(
                "cannot listen on 127.0.0.1:7007: Address already in use",
                AddressFailure.listening(
                                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 7007),
                                new BindException("Address already in use"))
                        .getMessage());
    }

    @Test
    void aNameComesWithWhatItStandsFor() throws UnknownHostException {
        InetAddress named = InetAddress.getByAddress("quay.example", new byte[] {10, 0, 0, 1});
        assertEquals(
                "cannot connect to quay.example/10.0.0.1:9: Connection refused",
                AddressFailure.connecting(new InetSocketAddress(named, 9), new IOException("Connection refused"))
                        .getMessage());
    }

    @Test
    void ipVersion6StandsInBrackets() throws UnknownHostException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
        assertEquals(
                "cannot connect to [0:0:0:0:0:0:0:1]:9: ClosedChannelException",
                AddressFailure.connecting(new InetSocketAddress(loopback, 9), new ClosedChannelException())
                        .getMessage());
    }

    @Test
    void whatIsNotUsableIsRefusedWithAReason() {
        IOException failure = assertThrows(
                IOException.class,
                () -> AddressFailure.requireUsable(InetSocketAddress.createUnresolved("nowhere.invalid", 9)));
        assertEquals("the host name nowhere.invalid is not known", failure.getMessage());
    }
}
