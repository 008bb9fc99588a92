package ${package};

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.RETURNS_MOCKS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import ${package}.protocol.Frame;
import ${package}.protocol.Join;
import ${package}.protocol.Say;
import io.quayside.api.Settings;
import io.quayside.api.plugin.Metrics;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import io.quayside.api.session.Sessions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The plugin alone: whatever it is handed is an interface, so Mockito can stand in for the server. */
class ${className}PluginTest {
    private final SessionGroup<Frame> everybody = mock();
    private final Session<Frame> ann = mock();
    private ${className}Plugin plugin;

    @BeforeEach
    void start() {
        Sessions<Frame> sessions = mock();
        when(sessions.newGroup()).thenReturn(everybody);
        when(ann.attachment()).thenReturn(new Visitor());
        plugin = new ${className}Plugin(Settings.none(), sessions, mock(Metrics.class, RETURNS_MOCKS));
        plugin.start();
    }

    @Test
    void whoJoinsIsWelcomedAndGetsIntoTheGroup() {
        plugin.message(ann, join("ann"));

        verify(ann).send(Answers.welcome("Welcome, ann"));
        verify(ann).established();
        verify(everybody).add(ann);
    }

    @Test
    void aBlankNameIsNone() {
        plugin.message(ann, join(" "));

        verify(ann).send(Answers.refused("a name has 1 to 20 characters"));
        verify(everybody, never()).add(any());
    }

    @Test
    void whatIsSaidGoesToTheGroup() {
        plugin.message(ann, join("ann"));
        plugin.message(
                ann, Frame.newBuilder().setSay(Say.newBuilder().setText("hi")).build());

        verify(everybody).send(Answers.said("ann", "hi"));
    }

    private static Frame join(String name) {
        return Frame.newBuilder().setJoin(Join.newBuilder().setName(name)).build();
    }
}
