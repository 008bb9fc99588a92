package io.quayside.transport.nio2;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Settings;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import io.quayside.transport.laws.Accepted;
import io.quayside.transport.laws.Contexts;
import io.quayside.transport.laws.Event.Kind;
import io.quayside.transport.laws.Peer;
import io.quayside.transport.laws.Recorder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an abort can do without SO_LINGER, which the JDK's asynchronous channels don't know. */
class Nio2AbortTest {
    @Test
    void thePeerIsResetWhenItsBytesWereNotReceived() throws IOException {
        Contexts contexts = new Contexts();
        Accepted accepted = new Accepted();
        try (Transport transport = new Nio2TransportProvider().open(Settings.of(Map.of("workers", 1)))) {
            Listener listener = transport.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), accepted);
            try (Peer peer = Peer.connect(listener.address())) {
                Recorder recorder = new Recorder(accepted.next(), contexts);
                recorder.connection().start(recorder);
                assertTrue(recorder.receive(1));
                peer.write(new byte[2]);
                recorder.next(Kind.RECEIVED);
                recorder.connection().abort();
                recorder.next(Kind.CLOSED);
                assertThrows(SocketException.class, () -> peer.input().read());
            }
        }
        contexts.assertAllBack();
    }

    /** When this fails, the JDK has learnt it, and the provider's documentation of abort has to follow. */
    @Test
    void theChannelsDoNotKnowLinger() throws IOException {
        try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
            assertFalse(channel.supportedOptions().contains(StandardSocketOptions.SO_LINGER));
        }
    }
}
