package io.quayside.plugin.chat;

import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import io.quayside.chat.v1.Frame;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A group of {@link FakeSession}s, which leave it when they close. */
final class FakeGroup implements SessionGroup<Frame> {
    private final Set<Session<Frame>> members = ConcurrentHashMap.newKeySet();

    @Override
    public boolean add(Session<Frame> session) {
        // Twice a member would hide that somebody lost count.
        return ((FakeSession) session).joins(this) && members.add(session);
    }

    @Override
    public boolean remove(Session<Frame> session) {
        ((FakeSession) session).leaves(this);
        return members.remove(session);
    }

    @Override
    public boolean contains(Session<Frame> session) {
        return members.contains(session);
    }

    @Override
    public int size() {
        return members.size();
    }

    @Override
    public void forEach(Consumer<? super Session<Frame>> action) {
        members.forEach(action);
    }

    @Override
    public int send(Frame message, @Nullable Session<Frame> except) {
        int queued = 0;
        for (Session<Frame> member : members) {
            if (member != except && member.send(message).taken()) {
                queued++;
            }
        }
        return queued;
    }
}
