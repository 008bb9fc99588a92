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
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import io.quayside.api.plugin.Metrics;
import io.quayside.api.plugin.Metrics.Counter;
import io.quayside.api.plugin.PluginProvider;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

class EchoPluginTest {
    private final Counter echoed = mock();
    private final Counter refused = mock();
    private final Session<Object> session = mock();
    private EchoPlugin plugin;

    @BeforeEach
    void makePlugin() {
        Metrics metrics = mock();
        when(metrics.counter("messages.echoed")).thenReturn(echoed);
        when(metrics.counter("messages.refused")).thenReturn(refused);
        plugin = new EchoPlugin(metrics);
    }

    @Test
    void sendsTheVeryMessageBack() {
        Object message = new Object();
        when(session.send(any())).thenReturn(SendResult.QUEUED);

        plugin.message(session, message);

        verify(session).send(same(message));
        verify(echoed).add(1);
        verifyNoMoreInteractions(session, refused);
    }

    @Test
    void keepsTheOrder() {
        when(session.send(any())).thenReturn(SendResult.QUEUED);

        plugin.message(session, "first");
        plugin.message(session, "second");

        InOrder inOrder = inOrder(session);
        inOrder.verify(session).send("first");
        inOrder.verify(session).send("second");
        verify(echoed, times(2)).add(1);
    }

    @Test
    void leavesACongestedSessionToTheFramework() {
        when(session.send(any())).thenReturn(SendResult.CONGESTED);

        plugin.message(session, "taken");

        verify(echoed).add(1);
        verify(session, never()).close(anyString());
    }

    @Test
    void closesRatherThanLosingAnEchoInSilence() {
        when(session.send(any())).thenReturn(SendResult.REFUSED);

        plugin.message(session, "lost");

        verify(session).close(contains("out of I/O contexts"));
        verify(refused).add(1);
        verify(echoed, never()).add(1);
    }

    @Test
    void doesNothingMoreForASessionThatIsClosed() {
        when(session.send(any())).thenReturn(SendResult.CLOSED);

        plugin.message(session, "late");

        verify(session).send("late");
        verifyNoMoreInteractions(session, echoed, refused);
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
