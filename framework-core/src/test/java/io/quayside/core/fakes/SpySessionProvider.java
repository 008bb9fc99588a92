package io.quayside.core.fakes;

import io.quayside.api.session.SessionLayer;
import io.quayside.api.session.SessionParts;
import io.quayside.api.session.SessionProvider;
import io.quayside.core.session.StandardSessionProvider;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The session layer {@code spy}: the standard one, which the test gets hold of. */
public final class SpySessionProvider implements SessionProvider {
    private final SessionProvider standard = new StandardSessionProvider();
    private final List<SessionLayer<?>> opened = new CopyOnWriteArrayList<>();

    @Override
    public String id() {
        return "spy";
    }

    @Override
    public String description() {
        return standard.description();
    }

    @Override
    public <M> SessionLayer<M> open(SessionParts<M> parts) {
        SessionLayer<M> layer = standard.open(parts);
        opened.add(layer);
        return layer;
    }

    /** Every layer opened so far. */
    public List<SessionLayer<?>> opened() {
        return opened;
    }
}
