package io.quayside.plugin.chat;

import static java.util.Objects.requireNonNull;

import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import io.quayside.chat.v1.Error.Code;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.User;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the chat keeps with one session; made and attached when the session opens.
 *
 * <pre>
 *   NEW --login--> CLAIMING --the user's id is this session's--> ONLINE
 *    |                |                                            |
 *    +----------------+---- logout, replaced, closed, timed out ---+--> GONE
 * </pre>
 *
 * <p>Concurrency: changed in session order only, so by one thread at a time. Other threads come here through
 * {@link UserDirectory} and {@link LiveGroup}; they read the state, which is volatile, and what was written before it:
 * the session and the user.
 */
final class ChatSession {
    /** How far the session has come. */
    enum State {
        /** Connected, and nobody in particular. */
        NEW,
        /** Wants to be a user, and waits for an older session of that user to go, or for the store. */
        CLAIMING,
        /** Is a user. */
        ONLINE,
        /** Was a user, or will never be one. */
        GONE
    }

    private final Session<Frame> session;
    private final ChatMetrics metrics;
    private final Map<String, LiveGroup> groups = new HashMap<>(4);
    private volatile State state = State.NEW;
    private @Nullable ChatUser user;
    private @Nullable User userOnWire;
    private long loginRef;
    private LoginDeadlines.@Nullable Deadline deadline;

    /** Nobody in particular so far. */
    ChatSession(Session<Frame> session, ChatMetrics metrics) {
        this.session = session;
        this.metrics = metrics;
    }

    /** The chat's part of a session that {@link ChatPlugin#opened} has seen. */
    static ChatSession of(Session<Frame> session) {
        return (ChatSession) requireNonNull(session.attachment(), "attachment");
    }

    Session<Frame> session() {
        return session;
    }

    State state() {
        return state;
    }

    /** Who this is; known from CLAIMING on. */
    ChatUser user() {
        return requireNonNull(user, "user");
    }

    /** As {@link #user}, in the form that frames carry; made once for all of them. */
    User userOnWire() {
        return requireNonNull(userOnWire, "userOnWire");
    }

    /** The time for logging in runs. */
    void waitsUntil(LoginDeadlines.Deadline until) {
        deadline = until;
    }

    /** The login that {@link #claims} was about, which is answered when the claim succeeds. */
    long loginRef() {
        return loginRef;
    }

    /** NEW to CLAIMING. */
    void claims(ChatUser wanted, long ref) {
        user = wanted;
        loginRef = ref;
        userOnWire = Answers.onWire(wanted);
        state = State.CLAIMING;
    }

    /** CLAIMING to ONLINE. */
    void arrives() {
        cancelDeadline();
        state = State.ONLINE;
    }

    /** To GONE, from any state; answers which one that was. */
    State leaves() {
        State before = state;
        state = State.GONE;
        cancelDeadline();
        return before;
    }

    /** The group with this id if this session is in it. */
    @Nullable LiveGroup group(String id) {
        return groups.get(id);
    }

    int groupCount() {
        return groups.size();
    }

    void joined(LiveGroup group) {
        groups.put(group.id(), group);
    }

    void left(LiveGroup group) {
        groups.remove(group.id());
    }

    /** The groups it was in; it is in none any more. */
    Collection<LiveGroup> leftAll() {
        List<LiveGroup> all = List.copyOf(groups.values());
        groups.clear();
        return all;
    }

    /**
     * Sends the answer to a request. A client counts on getting one for each, so when there is no room for it the
     * session is closed.
     */
    void answer(Frame frame) {
        if (session.send(frame) == SendResult.REFUSED) {
            metrics.unanswered();
            session.close(
                    "an answer could not be queued: the client reads too slowly, or the server is out of I/O contexts");
        }
    }

    /** Answers a request that is not carried out. */
    void refuse(long ref, Refusal refusal) {
        metrics.refused();
        answer(Answers.error(ref, refusal));
    }

    /** As {@link #refuse(long, Refusal)}. */
    void refuse(long ref, Code code, String text) {
        refuse(ref, new Refusal(code, text));
    }

    /** Tells the client that its request failed through no fault of its own; whoever calls this lets the session be closed. */
    void failed(long ref) {
        metrics.failed();
        answer(Answers.error(ref, new Refusal(Code.INTERNAL, "the server failed to carry out the request")));
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
    }
}
