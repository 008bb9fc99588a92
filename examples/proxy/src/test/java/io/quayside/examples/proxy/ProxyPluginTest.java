package io.quayside.examples.proxy;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.mockito.InOrder;

/** The plugin by itself, between two sessions that are mocks. */
class ProxyPluginTest {
    private final Session<ByteBuffer> front = session();
    private final Session<ByteBuffer> back = session();
    private final Upstream upstream = mock();
    private final ProxyPlugin plugin = new ProxyPlugin(upstream);
    private final ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1, 2, 3});
    private final ArgumentCaptor<SessionHandler<ByteBuffer>> handler = ArgumentCaptor.captor();
    private final ArgumentCaptor<Consumer<Throwable>> failed = ArgumentCaptor.captor();

    @BeforeEach
    void aClientConnects() {
        plugin.opened(front);
        verify(upstream).connect(handler.capture(), failed.capture());
    }

    @Test
    void nothingIsTakenFromAClientUntilThereIsAServer() {
        verify(front).pauseReceiving();
        verify(front, never()).resumeReceiving();
        server().opened(back);

        verify(front).resumeReceiving();
    }

    @Test
    void bytesGoBothWays() {
        connected();
        plugin.message(front, bytes);
        server().message(back, bytes);

        verify(back).send(bytes);
        verify(front).send(bytes);
    }

    @Test
    void whoeverSendsTooFastIsHeldUpUntilThereIsRoom() {
        connected();
        when(back.send(any())).thenReturn(SendResult.CONGESTED);
        plugin.message(front, bytes);
        verify(front).pauseReceiving();
        verify(front, never()).resumeReceiving();
        server().writable(back);

        verify(front).resumeReceiving();
    }

    @Test
    void theOtherWayToo() {
        connected();
        when(front.send(any())).thenReturn(SendResult.CONGESTED);
        server().message(back, bytes);
        verify(back).pauseReceiving();
        plugin.writable(front);

        verify(back).resumeReceiving();
    }

    /** The receiver's writable comes before the sender is paused: nobody else would resume it. */
    @Test
    void roomThatIsThereAlreadyIsSeen() {
        connected();
        when(back.send(any())).thenAnswer(call -> {
            server().writable(back);
            return SendResult.CONGESTED;
        });
        plugin.message(front, bytes);

        InOrder order = inOrder(front);
        order.verify(front).resumeReceiving();
        order.verify(front).pauseReceiving();
        order.verify(front).resumeReceiving();
    }

    @Test
    void oneDirectionMayEndBeforeTheOther() {
        connected();
        plugin.endOfStream(front);
        verify(back).shutdownOutput();
        verify(front, never()).close(anyString());
        server().message(back, bytes);
        verify(front).send(bytes);
        server().endOfStream(back);

        verify(front).shutdownOutput();
        verify(front).close("both sides have ended");
    }

    @Test
    void aClientThatHasSaidAllBeforeThereIsAServer() {
        plugin.endOfStream(front);
        server().opened(back);

        verify(back).shutdownOutput();
    }

    @Test
    void whoeverEndsEndsTheOtherInTheSameWay() {
        connected();
        plugin.closed(front, new CloseReason(Kind.CONNECTION_LOST, "reset", null));
        server().closed(back, new CloseReason(Kind.PEER_CLOSED, "done", null));

        verify(back).abort();
        verify(front).close(contains("done"));
        verify(front, never()).abort();
    }

    @Test
    void withoutAServerTheClientIsClosedWithTheReason() {
        failed.getValue().accept(new IOException("refused"));

        verify(front).close(contains("refused"));
    }

    @Test
    void aServerThatAnswersTooLateIsLetGo() {
        when(front.isOpen()).thenReturn(false);
        server().opened(back);

        verify(back).abort();
    }

    @Test
    void aGapIsWorseThanAnEnd() {
        connected();
        when(back.send(any())).thenReturn(SendResult.REFUSED);
        plugin.message(front, bytes);

        verify(front).abort();
        verify(back).abort();
    }

    @Test
    void aConnectionIsIdleWhenNeitherSideSpeaks() {
        connected();
        server().message(back, bytes);
        plugin.idle(front);
        verify(front, never()).close(anyString());
        plugin.idle(front);

        verify(front).close("nothing went in either direction");
    }

    private SessionHandler<ByteBuffer> server() {
        return handler.getValue();
    }

    @SuppressWarnings("unchecked") // of the array that holds the one mock
    private void connected() {
        server().opened(back);
        clearInvocations(front);
    }

    /** A session that is open, takes everything, and keeps what is attached. */
    private static Session<ByteBuffer> session() {
        AtomicReference<Object> kept = new AtomicReference<>();
        Session<ByteBuffer> session = mock();
        doAnswer(call -> {
                    kept.set(call.getArgument(0));
                    return null;
                })
                .when(session)
                .attach(any());
        when(session.attachment()).thenAnswer(call -> kept.get());
        when(session.isOpen()).thenReturn(true);
        when(session.send(any())).thenReturn(SendResult.QUEUED);
        return session;
    }
}
