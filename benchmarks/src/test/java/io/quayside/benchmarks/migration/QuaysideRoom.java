package io.quayside.benchmarks.migration;

import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import io.quayside.api.session.Sessions;
import jakarta.inject.Inject;

/** The room on Quayside. */
final class QuaysideRoom implements Plugin<String> {
    private final Sessions<String> sessions;
    private SessionGroup<String> everybody;

    @Inject
    QuaysideRoom(Sessions<String> sessions) {
        this.sessions = sessions;
    }

    @Override
    public void start() {
        everybody = sessions.newGroup();
    }

    @Override
    public void opened(Session<String> session) {
        everybody.add(session);
    }

    @Override
    public void message(Session<String> session, String line) {
        everybody.send(line, session);
    }
}
