package io.quayside.core.session;

import io.quayside.api.Internal;
import io.quayside.api.session.SessionLayer;
import io.quayside.api.session.SessionParts;
import io.quayside.api.session.SessionProvider;

/**
 * The session layer {@code standard}; its settings are those of the configuration's section {@code session}.
 *
 * @since 0.1
 */
@Internal
public final class StandardSessionProvider implements SessionProvider {
    @Override
    public String id() {
        return "standard";
    }

    @Override
    public String description() {
        return "sessions in pooled slots, bounded outbound queues, sends of a batch posted together";
    }

    @Override
    public <M> SessionLayer<M> open(SessionParts<M> parts) {
        return new StandardSessions<>(parts, SessionLimits.from(parts.settings()));
    }
}
