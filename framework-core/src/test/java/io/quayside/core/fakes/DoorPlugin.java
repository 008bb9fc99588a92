package io.quayside.core.fakes;

import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends back what it gets; {@code established} makes the session so. For one thread. */
public final class DoorPlugin implements Plugin<String> {
    private final List<String> served = new ArrayList<>();
    private Consumer<Session<String>> onOpened = session -> {};
    private boolean tells;

    /** From now on, who waits is told their place. */
    public void tellsPlaces() {
        tells = true;
    }

    /** What to do with new sessions. */
    public void onOpened(Consumer<Session<String>> action) {
        onOpened = action;
    }

    /** Every message, in the order they came. */
    public List<String> served() {
        return served;
    }

    @Override
    public void opened(Session<String> session) {
        onOpened.accept(session);
    }

    @Override
    public void message(Session<String> session, String message) {
        served.add(message);
        if (message.equals("established")) {
            session.established();
        }
        session.send(message);
    }

    @Override
    public @Nullable String waiting(int place) {
        return tells ? "you are number " + place : null;
    }
}
