package io.quayside.testkit;

import io.quayside.api.Settings;
import io.quayside.api.plugin.Metrics;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.plugin.Scheduler;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import io.quayside.api.session.Sessions;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A room where everybody hears everybody. Some lines make it do what plugins do: fail, block, close, set timers. */
final class RoomPlugin implements Plugin<String> {
    private final Sessions<String> sessions;
    private final Scheduler scheduler;
    private final Metrics.Counter lines;
    private final String greeting;
    private @Nullable SessionGroup<String> everybody;

    @Nullable SendResult sentAfterClose;

    boolean ever = true;

    @Inject
    RoomPlugin(Settings settings, Sessions<String> sessions, Scheduler scheduler, Metrics metrics) {
        this.sessions = sessions;
        this.scheduler = scheduler;
        this.lines = metrics.counter("lines");
        this.greeting = settings.string("greeting", "");
    }

    @Override
    public void start() {
        everybody = sessions.newGroup();
    }

    @Override
    public @Nullable String waiting(int place) {
        return "you are number " + place;
    }

    @Override
    public void opened(Session<String> session) {
        everybody.add(session);
        if (!greeting.isEmpty()) {
            session.send(greeting);
        }
    }

    @Override
    public void message(Session<String> session, String line) {
        lines.add(1);
        switch (line) {
            case "/quit" -> session.close("quit");
            case "/fail" -> throw new IllegalStateException("failed on purpose");
            case "/later" -> scheduler.after(Duration.ofSeconds(10), () -> session.send("later"));
            case "/now" -> scheduler.after(Duration.ZERO, () -> session.send("now"));
            case "/tick" -> scheduler.every(Duration.ofSeconds(1), () -> session.send("tick"));
            case "/bad timer" ->
                scheduler.after(Duration.ofSeconds(1), () -> {
                    throw new IllegalStateException("the timer failed on purpose");
                });
            case "/work" -> session.offload(() -> session.send("worked"));
            case "/bad work" ->
                session.offload(() -> {
                    throw new IllegalStateException("the work failed on purpose");
                });
            case "/for ever" -> again();
            case "/alone" -> session.send(session.send("alone").toString());
            default -> everybody.send(line, session);
        }
    }

    @Override
    public void closed(Session<String> session, CloseReason reason) {
        sentAfterClose = session.send("you have gone");
    }

    private void again() {
        if (ever) {
            scheduler.after(Duration.ZERO, this::again);
        }
    }
}
