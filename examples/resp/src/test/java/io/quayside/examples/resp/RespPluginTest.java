package io.quayside.examples.resp;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.RETURNS_MOCKS;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.quayside.api.codec.CodecException;
import io.quayside.api.plugin.Metrics;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

/** The plugin by itself: whatever it is handed is an interface, so mocks of them are enough. */
class RespPluginTest {
    private final Session<Resp> session = mock();
    private final RespPlugin plugin = new RespPlugin(mock(Metrics.class, RETURNS_MOCKS));

    @BeforeEach
    void everythingIsTaken() {
        when(session.send(any())).thenReturn(SendResult.QUEUED);
    }

    @Test
    void sessionsShareTheKeys() {
        plugin.message(mock(), Array.command("SET", "a", "1"));
        plugin.message(session, Array.command("GET", "a"));

        verify(session).send(Bulk.of("1"));
    }

    @Test
    void quitIsAnsweredBeforeTheEnd() {
        plugin.message(session, Array.command("quit"));

        InOrder order = inOrder(session);
        order.verify(session).send(Text.OK);
        order.verify(session).close("quit");
    }

    @Test
    void anEmptyLineHasNoAnswer() {
        plugin.message(session, Array.of());

        verifyNoInteractions(session);
    }

    @Test
    void whoBreaksTheRulesIsToldWhich() {
        plugin.malformed(session, new CodecException("invalid bulk length"));

        verify(session).send(new Failure("ERR Protocol error: invalid bulk length"));
    }

    @Test
    void anAnswerIsNoCommand() {
        plugin.message(session, Array.of(Bulk.of("GET"), new Whole(1)));

        verify(session).send(new Failure("ERR Protocol error: expected '$'"));
        verify(session).close(anyString());
    }

    @Test
    void anAnswerThatIsTooLargeIsReplacedByOneThatSaysSo() {
        when(session.send(any(Array.class))).thenThrow(new IllegalArgumentException("a value of 9 bytes; at most 8"));

        plugin.message(session, Array.command("MGET", "a", "b"));

        verify(session)
                .send(argThat(answer ->
                        answer instanceof Failure failure && failure.text().contains("9 bytes")));
        verify(session, never()).close(anyString());
    }

    @Test
    void aLostAnswerEndsTheSession() {
        when(session.send(any())).thenReturn(SendResult.REFUSED);

        plugin.message(session, Array.command("PING"));

        verify(session).close(anyString());
    }
}
