package com.example.room;

import io.quayside.api.Settings;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.plugin.Scheduler;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import io.quayside.api.session.Sessions;
import jakarta.inject.Inject;
import java.time.Duration;

/** A room where everybody hears everybody, and a bell rings. */
final class RoomPlugin implements Plugin<String> {
    private final Sessions<String> sessions;
    private final Scheduler scheduler;
    private final String greeting;
    private SessionGroup<String> everybody;
    private Scheduler.Timer bell;

    @Inject
    RoomPlugin(Settings settings, Sessions<String> sessions, Scheduler scheduler) {
        this.sessions = sessions;
        this.scheduler = scheduler;
        this.greeting = settings.string("greeting", "welcome");
    }

    @Override
    public void start() {
        everybody = sessions.newGroup();
        bell = scheduler.every(Duration.ofMinutes(1), () -> everybody.send("ding"));
    }

    @Override
    public void opened(Session<String> session) {
        session.send(greeting);
        everybody.add(session);
    }

    @Override
    public void message(Session<String> session, String line) {
        if (line.equals("quit")) {
            session.close("quit");
        } else if (line.equals("count")) {
            answer(session, everybody.size() + " are here");
        } else {
            everybody.send(line, session);
        }
    }

    @Override
    public void stop() {
        bell.cancel();
    }

    /** Who asks waits for the answer: without it the session makes no sense. */
    private static void answer(Session<String> session, String line) {
        if (session.send(line) == SendResult.REFUSED) {
            session.close("an answer was refused");
        }
    }
}
