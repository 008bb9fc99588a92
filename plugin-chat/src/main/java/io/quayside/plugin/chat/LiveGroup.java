package io.quayside.plugin.chat;

import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.GroupEvent;
import io.quayside.chat.v1.GroupEvent.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a group's members: who gets what is sent to it.
 *
 * <p>Concurrency: sent to from any thread; who is in is {@link LiveGroups}' business.
 */
final class LiveGroup {
    private final String id;
    private final SessionGroup<Frame> sessions;

    /** With nobody in it. */
    LiveGroup(String id, SessionGroup<Frame> sessions) {
        this.id = id;
        this.sessions = sessions;
    }

    String id() {
        return id;
    }

    void add(Session<Frame> session) {
        // False only for a session that has closed, whose closed callback takes it out of the group.
        sessions.add(session);
    }

    void remove(Session<Frame> session) {
        // False when the framework was quicker: a session that closes leaves its groups by itself.
        sessions.remove(session);
    }

    /** How many sessions there are but one. */
    int others() {
        return Math.max(0, sessions.size() - 1);
    }

    /** Sends to everybody but one; answers for how many it was queued. */
    int send(Frame frame, @Nullable Session<Frame> except) {
        return sessions.send(frame, except);
    }

    /** Tells the others that this one is a member now. */
    void announceJoined(ChatSession who) {
        announce(who, Kind.JOINED);
    }

    /** Tells the others that this one is a member no more. */
    void announceLeft(ChatSession who) {
        announce(who, Kind.LEFT);
    }

    private void announce(ChatSession who, Kind kind) {
        GroupEvent.Builder event =
                GroupEvent.newBuilder().setGroupId(id).setKind(kind).setUser(who.userOnWire());
        send(Frame.newBuilder().setGroupEvent(event).build(), who.session());
    }
}
