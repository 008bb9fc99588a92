package io.quayside.tck.plugin;

import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import io.quayside.api.session.Sessions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sessions that the contract plays. Safe for any number of threads. */
final class PlayedSessions<M> implements Sessions<M> {
    private final Set<Session<M>> all = ConcurrentHashMap.newKeySet();
    private final Set<Group<M>> groups = ConcurrentHashMap.newKeySet();
    private final AtomicLong ids = new AtomicLong();

    PlayedSession<M> add() {
        PlayedSession<M> made = new PlayedSession<>(this, ids.incrementAndGet());
        all.add(made);
        return made;
    }

    void ended(PlayedSession<M> session) {
        all.remove(session);
        groups.forEach(group -> group.remove(session));
    }

    @Override
    public int count() {
        return all.size();
    }

    @Override
    public @Nullable Session<M> find(long id) {
        return all.stream()
                .filter(session -> session.id() == id && session.isOpen())
                .findFirst()
                .orElse(null);
    }

    @Override
    public void forEach(Consumer<? super Session<M>> action) {
        all.forEach(action);
    }

    @Override
    public SessionGroup<M> newGroup() {
        Group<M> made = new Group<>();
        groups.add(made);
        return made;
    }

    private static final class Group<M> implements SessionGroup<M> {
        private final Set<Session<M>> members = ConcurrentHashMap.newKeySet();

        @Override
        public boolean add(Session<M> session) {
            return session.isOpen() && members.add(session);
        }

        @Override
        public boolean remove(Session<M> session) {
            return members.remove(session);
        }

        @Override
        public boolean contains(Session<M> session) {
            return members.contains(session);
        }

        @Override
        public int size() {
            return members.size();
        }

        @Override
        public void forEach(Consumer<? super Session<M>> action) {
            members.forEach(action);
        }

        @Override
        public int send(M message, @Nullable Session<M> except) {
            int queued = 0;
            for (Session<M> member : members) {
                boolean wanted = except == null || member.id() != except.id();
                queued += wanted && member.send(message).taken() ? 1 : 0;
            }
            return queued;
        }
    }
}
