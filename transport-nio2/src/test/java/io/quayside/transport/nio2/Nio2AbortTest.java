package io.quayside.transport.nio2;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Settings;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import io.quayside.tck.transport.Accepted;
import io.quayside.tck.transport.Bench;
import io.quayside.tck.transport.Contexts;
import io.quayside.tck.transport.Event.Kind;
import io.quayside.tck.transport.RealSockets;
import io.quayside.tck.transport.Recorder;
import io.quayside.tck.transport.RemotePeer;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an abort can do without SO_LINGER, which the JDK's asynchronous channels don't know. */
class Nio2AbortTest {
    @Test
    void thePeerIsResetWhenItsBytesWereNotReceived() throws IOException {
        Contexts contexts = new Contexts();
        try (RealSockets harness = new RealSockets(new Nio2TransportProvider())) {
            Accepted accepted = new Accepted(harness);
            Transport transport = harness.open(Settings.of(Map.of("workers", 1)));
            Listener listener = transport.listen(harness.anyAddress(), accepted);
            RemotePeer peer = harness.connect(listener.address());
            Recorder recorder = new Recorder(accepted.next(), new Bench(harness, contexts));
            recorder.connection().start(recorder);
            assertTrue(recorder.receive(1));
            peer.write(new byte[2]);
            recorder.next(Kind.RECEIVED);
            recorder.connection().abort();
            recorder.next(Kind.CLOSED);
            harness.await("the peer to see a reset", peer::sawReset);
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
