package io.quayside.plugin.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.same;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import io.quayside.api.plugin.PluginProvider;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

class EchoPluginTest {
    private final Session<Object> session = mock();
    private final EchoPlugin plugin = new EchoPlugin();

    @Test
    void sendsTheVeryMessageBack() {
        Object message = new Object();
        when(session.send(any())).thenReturn(SendResult.QUEUED);

        plugin.message(session, message);

        verify(session).send(same(message));
        verifyNoMoreInteractions(session);
    }

    @Test
    void keepsTheOrder() {
        when(session.send(any())).thenReturn(SendResult.QUEUED);

        plugin.message(session, "first");
        plugin.message(session, "second");

        InOrder inOrder = inOrder(session);
        inOrder.verify(session).send("first");
        inOrder.verify(session).send("second");
    }

    @Test
    void leavesACongestedSessionToTheFramework() {
        when(session.send(any())).thenReturn(SendResult.CONGESTED);

        plugin.message(session, "taken");

        verify(session, never()).close(anyString());
    }

    @Test
    void closesRatherThanLosingAnEchoInSilence() {
        when(session.send(any())).thenReturn(SendResult.REFUSED);

        plugin.message(session, "lost");

        verify(session).close(contains("out of I/O contexts"));
    }

    @Test
    void doesNothingMoreForASessionThatIsClosed() {
        when(session.send(any())).thenReturn(SendResult.CLOSED);

        plugin.message(session, "late");

        verify(session).send("late");
        verifyNoMoreInteractions(session);
    }

    @Test
    void isFoundUnderItsId() {
        PluginProvider<?> found = ServiceLoader.load(PluginProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.id().equals("echo"))
                .findFirst()
                .orElseThrow();

        assertEquals("bytes", found.defaultCodec());
        assertSame(Object.class, found.messageType());
        assertSame(EchoPlugin.class, found.pluginType());
    }
}
