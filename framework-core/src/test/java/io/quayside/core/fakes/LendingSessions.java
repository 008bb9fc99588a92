package io.quayside.core.fakes;

import io.quayside.api.pool.PoolStatistics;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionLayer;
import io.quayside.api.session.SessionParts;
import io.quayside.api.session.SessionProvider;
import io.quayside.api.session.SessionWatch;
import io.quayside.api.session.Sessions;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Transport;
import org.jspecify.annotations.Nullable;

/** A session layer all of whose connections lend contexts, whatever transport they are of. */
public final class LendingSessions implements SessionProvider {
    private final SessionProvider provider;
    private final Loans loans;

    /** The sessions of a provider, on connections that lend these. */
    public LendingSessions(SessionProvider provider, Loans loans) {
        this.provider = provider;
        this.loans = loans;
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
        return new Layer<>(provider.open(parts), loans, parts.transport());
    }

    private record Layer<M>(SessionLayer<M> layer, Loans loans, Transport transport) implements SessionLayer<M> {
        @Override
        public @Nullable Session<M> attach(Connection connection, SessionWatch watch) {
            return layer.attach(new LendingConnection(connection, loans, this::run), watch);
        }

        private void run(Runnable task) {
            if (!transport.post(task)) {
                task.run();
            }
        }

        @Override
        public Sessions<M> sessions() {
            return layer.sessions();
        }

        @Override
        public PoolStatistics statistics() {
            return layer.statistics();
        }

        @Override
        public void tick() {
            layer.tick();
        }

        @Override
        public void drain() {
            layer.drain();
        }

        @Override
        public void cut() {
            layer.cut();
        }

        @Override
        public long cutSessions() {
            return layer.cutSessions();
        }

        @Override
        public long cutBytes() {
            return layer.cutBytes();
        }
    }
}
