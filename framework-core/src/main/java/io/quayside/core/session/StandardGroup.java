package io.quayside.core.session;

import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A set of sessions of one endpoint. Safe for any number of threads; who joins or leaves during a send gets it or not. */
final class StandardGroup<M> implements SessionGroup<M> {
    private final StandardSessions<M> layer;
    private final Set<StandardSession<M>> members = ConcurrentHashMap.newKeySet();

    StandardGroup(StandardSessions<M> layer) {
        this.layer = layer;
    }

    /** Adds before it looks whether the session has ended, so that one of the two, this or the session's end, removes it. */
    @Override
    public boolean add(Session<M> session) {
        StandardSession<M> member = own(session);
        if (!members.add(member)) {
            return false;
        }
        member.joined(this);
        if (!member.isOpen()) {
            remove(member);
            return false;
        }
        return true;
    }

    @Override
    public boolean remove(Session<M> session) {
        StandardSession<M> member = own(session);
        member.left(this);
        return members.remove(member);
    }

    @Override
    public boolean contains(Session<M> session) {
        return members.contains(own(session));
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
        SharedFrame frame = layer.share(message);
        if (frame == null) {
            return 0;
        }
        int queued = 0;
        try {
            for (StandardSession<M> member : members) {
                if (member != except && member.send(frame).taken()) {
                    queued++;
                }
            }
        } finally {
            frame.letGo();
        }
        return queued;
    }

    private StandardSession<M> own(Session<M> session) {
        if (session instanceof StandardSession<M> own && own.layer() == layer) {
            return own;
        }
        throw new IllegalArgumentException("not a session of this endpoint: " + session);
    }
}
