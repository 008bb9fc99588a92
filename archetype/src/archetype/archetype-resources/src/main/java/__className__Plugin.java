package ${package};

import ${package}.protocol.Frame;
import io.quayside.api.Settings;
import io.quayside.api.plugin.Metrics;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import io.quayside.api.session.Sessions;
import jakarta.inject.Inject;

/**
 * A room: who has joined hears what the others say.
 *
 * <p>Callbacks of one session never overlap; those of different sessions do. So what belongs to one session needs no lock, and
 * what all of them use has to be safe for that, as a group is.
 */
final class ${className}Plugin implements Plugin<Frame> {
    private static final int LONGEST_NAME = 20;

    private final Sessions<Frame> sessions;
    private final Metrics.Counter said;
    private final String greeting;
    private final int longestText;
    private SessionGroup<Frame> everybody;

    /** Every setting is asked for here; one that nobody asked for is an error in the configuration. */
    @Inject
    ${className}Plugin(Settings settings, Sessions<Frame> sessions, Metrics metrics) {
        this.sessions = sessions;
        this.said = metrics.counter("said");
        this.greeting = settings.string("greeting", "Welcome");
        this.longestText = settings.integer("longest-text", 500, 1, 10_000);
    }

    @Override
    public void start() {
        everybody = sessions.newGroup();
    }

    @Override
    public void opened(Session<Frame> session) {
        session.attach(new Visitor());
    }

    @Override
    public void message(Session<Frame> session, Frame frame) {
        switch (frame.getKindCase()) {
            case JOIN -> join(session, frame.getJoin().getName());
            case SAY -> say(session, frame.getSay().getText());
            default -> session.send(Answers.refused("nothing that a client says"));
        }
    }

    private void join(Session<Frame> session, String name) {
        Visitor visitor = visitor(session);
        if (visitor.hasJoined()) {
            session.send(Answers.refused("you have joined as " + visitor.name()));
        } else if (name.isBlank() || name.length() > LONGEST_NAME) {
            session.send(Answers.refused("a name has 1 to " + LONGEST_NAME + " characters"));
        } else {
            visitor.join(name);
            session.established(); // no newcomer any more: see "handshakes" in Quayside's configuration
            session.send(Answers.welcome(greeting + ", " + name));
            everybody.add(session);
        }
    }

    private void say(Session<Frame> session, String text) {
        Visitor visitor = visitor(session);
        if (!visitor.hasJoined()) {
            session.send(Answers.refused("join first"));
        } else if (text.length() > longestText) {
            session.send(Answers.refused("a text has up to " + longestText + " characters"));
        } else {
            said.add(1);
            everybody.send(Answers.said(visitor.name(), text)); // encoded once, whatever the number of members
        }
    }

    private static Visitor visitor(Session<Frame> session) {
        return (Visitor) session.attachment();
    }
}
