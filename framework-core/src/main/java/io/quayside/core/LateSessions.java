package io.quayside.core;

import io.quayside.api.Internal;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import io.quayside.api.session.Sessions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that a plugin's constructor is handed before the session layer, which needs the plugin, exists. For whoever
 * assembles an endpoint: the server, and tests that do the same. Safe for any thread once the endpoint is assembled.
 *
 * @since 0.1
 */
@Internal
public final class LateSessions<M> implements Sessions<M> {
    private volatile @Nullable Sessions<M> sessions;

    /** Says which they are; called once, before the plugin starts. */
    public void are(Sessions<M> made) {
        sessions = made;
    }

    @Override
    public int count() {
        return made().count();
    }

    @Override
    public @Nullable Session<M> find(long id) {
        return made().find(id);
    }

    @Override
    public void forEach(Consumer<? super Session<M>> action) {
        made().forEach(action);
    }

    @Override
    public SessionGroup<M> newGroup() {
        return made().newGroup();
    }

    private Sessions<M> made() {
        Sessions<M> known = sessions;
        if (known == null) {
            throw new IllegalStateException(
                    "sessions can be used from the plugin's start() on, not in its constructor");
        }
        return known;
    }
}
