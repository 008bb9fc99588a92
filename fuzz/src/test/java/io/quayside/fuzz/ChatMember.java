package io.quayside.fuzz;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.chat.v1.Frame;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who a client is and which groups it may be in, as far as the client can tell. */
final class ChatMember {
    private @Nullable Frame login;
    private int before;
    private boolean welcome;
    private final Set<String> groups = new HashSet<>();
    private final Map<String, Integer> wanted = new HashMap<>();

    /** Whether this is the login that counts: the first that is as it has to be. */
    boolean claims(Frame request, int waiting) {
        if (login != null || !ChatAnswers.isLogin(request)) {
            return false;
        }
        login = request;
        before = waiting;
        return true;
    }

    void asks(Frame request) {
        if (request.hasJoinGroup()) {
            wanted.merge(request.getJoinGroup().getGroupId(), 1, Integer::sum);
        } else if (request.hasCreateGroup()) {
            wanted.merge(request.getCreateGroup().getGroupId(), 1, Integer::sum);
        }
    }

    /** The login is answered, once, and after everything that was asked before it. */
    void welcome(Frame answer) {
        Frame claimed = requireNonNull(login, "Welcome to somebody who didn't log in");
        assertTrue(!welcome, "a second Welcome");
        assertEquals(claimed.getRef(), answer.getRef(), "the ref of Welcome");
        assertTrue(before <= 0, "Welcome before the answer to what was asked before it");
        assertEquals(
                claimed.getLogin().getUserId(), answer.getWelcome().getUser().getUserId(), "the user");
        welcome = true;
    }

    void answered(Frame request, Frame answer) {
        before--;
        if (request.hasJoinGroup()) {
            wanted.merge(request.getJoinGroup().getGroupId(), -1, Integer::sum);
        } else if (request.hasCreateGroup()) {
            wanted.merge(request.getCreateGroup().getGroupId(), -1, Integer::sum);
        }
        switch (answer.getServerSaysCase()) {
            case GROUP_JOINED -> groups.add(request.getJoinGroup().getGroupId());
            case GROUP_CREATED -> groups.add(request.getCreateGroup().getGroupId());
            case GROUP_LEFT -> groups.remove(request.getLeaveGroup().getGroupId());
            default -> {
                // Changes nothing.
            }
        }
    }

    /** The user that it logged in as, or wants to; empty while there is none. */
    String user() {
        return login == null ? "" : login.getLogin().getUserId();
    }

    boolean isWelcome() {
        return welcome;
    }

    /** Fails when it isn't in a group: neither told so, nor about to be. */
    void requireIn(String group) {
        assertTrue(
                groups.contains(group) || wanted.getOrDefault(group, 0) > 0,
                () -> this + " was told of the group " + group);
    }

    @Override
    public String toString() {
        return "user " + user() + (welcome ? "" : " without a welcome") + " in " + groups + ", wants " + wanted;
    }
}
