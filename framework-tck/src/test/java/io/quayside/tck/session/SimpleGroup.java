package io.quayside.tck.session;

import io.quayside.api.pool.IoContext;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sessions to send the same bytes to: each gets a copy of them. */
final class SimpleGroup<M> implements SessionGroup<M> {
    private final SimpleSessions<M> layer;
    private final Set<Session<M>> members = ConcurrentHashMap.newKeySet();

    SimpleGroup(SimpleSessions<M> layer) {
        this.layer = layer;
    }

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
        if (layer.has(SessionFault.STOPS_AT_A_SLOW_MEMBER)
                && members.stream().anyMatch(member -> member.queuedBytes() > 100)) {
            return 0;
        }
        int size = layer.parts.codec().encodedSize(message);
        IoContext encoded = layer.parts.contexts().acquire(size);
        if (encoded == null) {
            return 0;
        }
        layer.parts.codec().encode(message, encoded.buffer());
        int queued = 0;
        for (Session<M> member : members) {
            if (member == except && !layer.has(SessionFault.SENDS_TO_THE_EXCEPTED)) {
                continue;
            }
            SimpleSession<M> to = (SimpleSession<M>) member;
            SendResult result = layer.has(SessionFault.ENCODES_FOR_EACH_MEMBER)
                    ? to.send(message)
                    : to.send(
                            size,
                            true,
                            out -> out.put(encoded.buffer().duplicate().flip()));
            queued += result.taken() ? 1 : 0;
        }
        encoded.release();
        return queued;
    }
}
