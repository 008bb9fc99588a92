package io.quayside.plugin.chat;

import io.quayside.api.session.Sessions;
import io.quayside.chat.v1.Frame;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The groups that have members online. Who may be in a group is the store's decision, which comes before {@link #enter}; and
 * {@link #exit} comes before the store is told. So a session is in a live group only while its user is a member, and a
 * live group of the same id as one that was removed has none of its sessions.
 *
 * <p>Concurrency: any thread. A live group is there while somebody is counted in; the count and the group's coming and
 * going are one atomic change of the map, and nothing is sent meanwhile. Counted here and not asked of the session group,
 * which a closing session leaves before its closed callback comes.
 */
final class LiveGroups {
    private final Sessions<Frame> sessions;
    private final ConcurrentMap<String, Counted> groups = new ConcurrentHashMap<>();

    private record Counted(LiveGroup group, int sessions) {}

    /** Groups of an endpoint's sessions. */
    LiveGroups(Sessions<Frame> sessions) {
        this.sessions = sessions;
    }

    /** Puts a session into the group with this id; makes it when it is the first. */
    LiveGroup enter(String groupId, ChatSession chat) {
        LiveGroup group =
                groups.compute(groupId, (id, counted) -> oneMore(id, counted)).group();
        group.add(chat.session());
        chat.joined(group);
        return group;
    }

    /** Takes a session out of a group; forgets the group when it was the last. */
    void exit(LiveGroup group, ChatSession chat) {
        group.remove(chat.session());
        chat.left(group);
        groups.computeIfPresent(group.id(), (id, counted) -> oneLess(counted));
    }

    /** How many there are. */
    int size() {
        return groups.size();
    }

    private Counted oneMore(String id, @Nullable Counted counted) {
        return counted == null
                ? new Counted(new LiveGroup(id, sessions.newGroup()), 1)
                : new Counted(counted.group(), counted.sessions() + 1);
    }

    private static @Nullable Counted oneLess(Counted counted) {
        return counted.sessions() == 1 ? null : new Counted(counted.group(), counted.sessions() - 1);
    }
}
