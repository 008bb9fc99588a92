package io.quayside.core.fakes;

import io.quayside.api.codec.CodecException;
import io.quayside.api.plugin.Blocking;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionHandler;
import io.quayside.api.session.SessionLayer;
import io.quayside.api.session.SessionParts;
import io.quayside.api.session.SessionProvider;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** A session layer whose handler is marked as one that may block. */
public final class BlockingSessions implements SessionProvider {
    private final SessionProvider provider;
    private final Function<SessionParts<?>, Executor> threads;

    private BlockingSessions(SessionProvider provider, Function<SessionParts<?>, Executor> threads) {
        this.provider = provider;
        this.threads = threads;
    }

    /** What blocks runs where work that blocks does. */
    public static BlockingSessions of(SessionProvider provider) {
        return new BlockingSessions(provider, SessionParts::blocking);
    }

    /** What blocks runs on the workers, by turns with everything else, so that a test of workers alone runs it. */
    public static BlockingSessions onWorkers(SessionProvider provider) {
        return new BlockingSessions(provider, parts -> task -> {
            if (!parts.transport().post(task)) {
                task.run();
            }
        });
    }

    @Override
    public String id() {
        return provider.id();
    }

    @Override
    public String description() {
        return provider.description();
    }

    @Override
    public <M> SessionLayer<M> open(SessionParts<M> parts) {
        return provider.open(new SessionParts<>(
                parts.endpoint(),
                parts.settings(),
                parts.transport(),
                parts.contexts(),
                parts.codec(),
                new Marked<>(parts.handler()),
                threads.apply(parts),
                parts.time(),
                parts.metrics()));
    }

    @Blocking
    private record Marked<M>(SessionHandler<M> handler) implements SessionHandler<M> {
        @Override
        public void opened(Session<M> session) {
            handler.opened(session);
        }

        @Override
        public void message(Session<M> session, M message) {
            handler.message(session, message);
        }

        @Override
        public void writable(Session<M> session) {
            handler.writable(session);
        }

        @Override
        public void idle(Session<M> session) {
            handler.idle(session);
        }

        @Override
        public void endOfStream(Session<M> session) {
            handler.endOfStream(session);
        }

        @Override
        public void malformed(Session<M> session, CodecException cause) {
            handler.malformed(session, cause);
        }

        @Override
        public void closed(Session<M> session, CloseReason reason) {
            handler.closed(session, reason);
        }
    }
}
