package io.quayside.core.session;

import static io.quayside.core.fakes.Texts.asLines;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.codec.CodecException;
import io.quayside.api.pool.IoContext;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.ConnectionHandler;
import io.quayside.core.fakes.RecordingHandler;
import io.quayside.core.fakes.SessionHarness;
import io.quayside.core.fakes.SessionHarness.Link;
import io.quayside.core.fakes.TestConnection;
import io.quayside.core.fakes.Texts;
import io.quayside.core.fakes.Unconnected;
import io.quayside.core.fakes.WrappedCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever throws or misbehaves around a session: that session ends, told why, and gives everything back. */
class SessionFaultsTest {
    private final SessionHarness harness = new SessionHarness(new StandardSessionProvider());
    private final RecordingHandler handler = harness.handler();

    @AfterEach
    void everythingIsGivenBack() {
        harness.close();
    }

    /** What can't even be printed. */
    private static final class Unspeakable extends CodecException {
        private static final long serialVersionUID = 1L;

        Unspeakable() {
            super("unused");
        }

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message can be made");
        }
    }

    /** A codec whose decoding does something else. */
    private abstract static class Decoding extends WrappedCodec {
        Decoding() {
            super(Texts.lines(1000));
        }

        @Override
        public abstract @Nullable String decode(ByteBuffer in, ByteBuffer view);
    }

    private Link receivesWith(Decoding decoding) {
        harness.codec(decoding);
        Link link = harness.connect();
        link.peer().send("x".repeat(512));
        harness.run();
        return link;
    }

    private void endsFor(Kind kind, Link link) {
        link.peer().end();
        harness.run();
        assertEquals(kind, handler.reason(link.session()).kind());
        assertTrue(link.peer().sawClose());
        Link next = harness.connect();
        assertTrue(next.session().isOpen(), "nobody else is disturbed");
    }

    @Test
    void anExceptionThatCannotBeTold() {
        Link link = receivesWith(new Decoding() {
            @Override
            public String decode(ByteBuffer in, ByteBuffer view) {
                throw new Unspeakable();
            }
        });
        assertTrue(link.peer().sawReset());
        endsFor(Kind.CONNECTION_LOST, link);
        assertNotNull(handler.reason(link.session()).cause());
    }

    @Test
    void aCodecThatMakesMessagesOfNothing() {
        Link link = receivesWith(new Decoding() {
            @Override
            public String decode(ByteBuffer in, ByteBuffer view) {
                return "and another one";
            }
        });
        endsFor(Kind.CODEC_ERROR, link);
        assertEquals(List.of(), handler.messages(link.session()));
    }

    @Test
    void aCodecThatAnnouncesAFrameAndDoesNotTakeIt() {
        Link link = receivesWith(new Decoding() {
            @Override
            public @Nullable String decode(ByteBuffer in, ByteBuffer view) {
                return null;
            }

            @Override
            public int frameSize(ByteBuffer in) {
                return 7;
            }
        });
        endsFor(Kind.CODEC_ERROR, link);
        assertNotNull(handler.reason(link.session()).cause(), "it is our codec's fault, not the peer's");
    }

    @Test
    void aTransportThatThrowsWhenItIsToSend() {
        TestConnection connection = harness.transport().open();
        Session<String> session = harness.layer().attach(new Passing(connection) {
            @Override
            public boolean send(IoContext first) {
                throw new IllegalStateException("broken");
            }
        });
        assertNotNull(session);
        handler.onMessage((to, message) -> to.send(message));
        connection.peer().send(asLines("hello"));
        harness.run();
        connection.peer().end();
        harness.run();
        assertEquals(Kind.CONNECTION_LOST, handler.reason(session).kind());
        assertEquals(List.of("opened", "message hello", "closed CONNECTION_LOST"), handler.events(session));
    }

    @Test
    void whoSendsToASessionWhoseTransportThrowsIsNotDisturbed() {
        TestConnection connection = harness.transport().open();
        Session<String> broken = harness.layer().attach(new Passing(connection) {
            @Override
            public boolean send(IoContext first) {
                throw new IllegalStateException("broken");
            }

            @Override
            public void abort() {
                super.abort();
                throw new IllegalStateException("broken as well");
            }
        });
        assertNotNull(broken);
        Link other = harness.connect();
        handler.onMessage((from, message) -> {
            broken.send(message);
            other.session().send(message);
            from.send(message);
        });
        Link sender = harness.connect();
        sender.peer().send(asLines("hello"));
        harness.run();
        sender.peer().send(asLines("again"));
        harness.run();
        assertEquals(asLines("hello", "again"), sender.peer().read());
        assertEquals(asLines("hello", "again"), other.peer().read());
        assertEquals(Kind.CONNECTION_LOST, handler.reason(broken).kind());
    }

    @Test
    void aTransportThatThrowsWhenItIsToStart() {
        List<Session<String>> found = new ArrayList<>();
        Unconnected broken = new Unconnected() {
            @Override
            public void start(ConnectionHandler to) {
                harness.layer().sessions().forEach(found::add);
                found.forEach(session -> session.send("early"));
                throw new IllegalStateException("broken");
            }
        };
        assertThrows(IllegalStateException.class, () -> harness.layer().attach(broken));
        assertEquals(0, harness.layer().sessions().count());
        assertEquals(1, found.size());
        assertEquals(SendResult.CLOSED, found.get(0).send("late"));
        assertNull(harness.layer().sessions().find(found.get(0).id()));
        harness.assertAtRest();
    }

    @Test
    void whoFindsASessionBeforeItsConnectionIsStartedMaySendToIt() {
        TestConnection connection = harness.transport().open();
        Session<String> session = harness.layer().attach(new Passing(connection) {
            @Override
            public void start(ConnectionHandler to) {
                harness.layer().sessions().forEach(found -> found.send("early"));
                super.start(to);
            }
        });
        assertNotNull(session);
        harness.run();
        session.send("late");
        harness.run();
        assertEquals(asLines("early", "late"), connection.peer().read());
    }

    /** Passes everything on, but for what a test changes. */
    private static class Passing extends Unconnected {
        private final Connection inner;

        Passing(Connection inner) {
            this.inner = inner;
        }

        @Override
        public void start(ConnectionHandler handler) {
            inner.start(handler);
        }

        @Override
        public boolean receive(IoContext context) {
            return inner.receive(context);
        }

        @Override
        public boolean send(IoContext first) {
            return inner.send(first);
        }

        @Override
        public void shutdownOutput() {
            inner.shutdownOutput();
        }

        @Override
        public void close() {
            inner.close();
        }

        @Override
        public void abort() {
            inner.abort();
        }
    }
}
