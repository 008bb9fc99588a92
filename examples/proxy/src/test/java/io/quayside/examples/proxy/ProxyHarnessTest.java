package io.quayside.examples.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockingDetails;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionHandler;
import io.quayside.testkit.HarnessClient;
import io.quayside.testkit.HarnessExtension;
import io.quayside.testkit.PluginHarness;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mockito.ArgumentCaptor;

/** The client's side for real, on a network in memory; the server's is a mock, which shows each step. */
class ProxyHarnessTest {
    private static final byte[] PIECE = new byte[1_000];

    private final Upstream upstream = mock();
    private final Session<ByteBuffer> back = mock();
    private final StringBuilder arrived = new StringBuilder();

    @RegisterExtension
    final HarnessExtension<ByteBuffer> harness =
            HarnessExtension.of(PluginHarness.of(new ProxyPlugin(upstream), new StreamCodec(4 << 10))
                    .session(Map.of("idle-timeout", "30s", "outbound-congested", "8k", "outbound-limit", "64k")));

    @BeforeEach
    void theServerTakesEverything() {
        when(back.send(any())).thenAnswer(call -> {
            arrived.append(US_ASCII.decode(call.getArgument(0, ByteBuffer.class).duplicate()));
            return SendResult.QUEUED;
        });
    }

    @Test
    void whatIsSaidBeforeThereIsAServerIsNotLost() {
        HarnessClient<ByteBuffer> client = harness.connect();
        client.sendBytes("que".getBytes(US_ASCII)).sendBytes("stion".getBytes(US_ASCII));
        assertEquals("", arrived.toString());
        server().opened(back);
        harness.get().settle();

        assertEquals("question", arrived.toString());
    }

    @Test
    void aClientThatDoesNotReadStopsTheServer() {
        HarnessClient<ByteBuffer> client = harness.connect();
        SessionHandler<ByteBuffer> server = server();
        server.opened(back);
        client.stopReading();
        int sent = 0;
        while (sent < 10_000 && !isPaused()) {
            server.message(back, ByteBuffer.wrap(PIECE));
            harness.get().settle();
            sent++;
        }
        verify(back, never()).resumeReceiving();
        client.startReading();

        verify(back).resumeReceiving();
        assertEquals(sent * PIECE.length, client.receiveBytes().length);
    }

    private boolean isPaused() {
        return mockingDetails(back).getInvocations().stream()
                .anyMatch(each -> each.getMethod().getName().equals("pauseReceiving"));
    }

    @Test
    void aClientMayEndItsStreamFirst() {
        HarnessClient<ByteBuffer> client = harness.connect();
        SessionHandler<ByteBuffer> server = server();
        server.opened(back);
        client.endStream();
        verify(back).shutdownOutput();
        server.message(back, ByteBuffer.wrap("answer".getBytes(US_ASCII)));
        harness.get().settle();
        assertEquals("answer", new String(client.receiveBytes(), US_ASCII));
        server.endOfStream(back);
        harness.get().settle();

        client.expectClosed(Kind.PEER_CLOSED);
    }

    @Test
    void withoutAServerTheClientIsClosed() {
        HarnessClient<ByteBuffer> client = harness.connect();
        ArgumentCaptor<Consumer<Throwable>> failed = ArgumentCaptor.captor();
        verify(upstream).connect(any(), failed.capture());
        failed.getValue().accept(new IOException("refused"));
        harness.get().settle();

        client.expectClosed(Kind.PLUGIN_CLOSED);
        assertTrue(client.closeReason().detail().contains("refused"));
    }

    @Test
    void aResetCutsTheServerOff() {
        HarnessClient<ByteBuffer> client = harness.connect();
        server().opened(back);
        client.reset();

        verify(back).abort();
    }

    @Test
    void whoeverListensIsNotIdle() {
        HarnessClient<ByteBuffer> client = harness.connect();
        SessionHandler<ByteBuffer> server = server();
        server.opened(back);
        harness.get().advance(Duration.ofSeconds(20));
        server.message(back, ByteBuffer.wrap(PIECE));
        harness.get().advance(Duration.ofSeconds(20));
        client.expectOpen();
        harness.get().advance(Duration.ofSeconds(31));

        client.expectClosed(Kind.IDLE);
        verify(back).close(anyString());
    }

    private SessionHandler<ByteBuffer> server() {
        ArgumentCaptor<SessionHandler<ByteBuffer>> handler = ArgumentCaptor.captor();
        verify(upstream).connect(handler.capture(), any());
        return handler.getValue();
    }
}
