package io.quayside.plugin.chat;

import io.quayside.api.plugin.TimeSource;
import io.quayside.chat.v1.Error.Code;
import io.quayside.chat.v1.Goodbye.Reason;
import io.quayside.chat.v1.Login;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is who on which session, from login to the end. Of two sessions of one user the newest wins: the older one is told
 * to go, leaves everything it is in, and hands the user's seat in {@link UserDirectory} over.
 *
 * <p>Concurrency: called in the order of the session that is passed in, except where a method says otherwise. What has to
 * be done in the order of another session is executed there. No lock is held anywhere.
 */
final class Logins {
    private static final Logger LOG = System.getLogger(Logins.class.getName());

    private final Rules rules;
    private final ChatSettings limits;
    private final ChatStore store;
    private final StoreSteps steps;
    private final UserDirectory directory;
    private final LiveGroups groups;
    private final TimeSource time;
    private final ChatMetrics metrics;

    Logins(
            ChatSettings limits,
            ChatStore store,
            UserDirectory directory,
            LiveGroups groups,
            TimeSource time,
            ChatMetrics metrics) {
        this.rules = new Rules(limits.maxText());
        this.limits = limits;
        this.store = store;
        this.steps = new StoreSteps(store);
        this.directory = directory;
        this.groups = groups;
        this.time = time;
        this.metrics = metrics;
    }

    /** A client says who it is. */
    void login(ChatSession chat, long ref, Login login) {
        if (chat.state() != ChatSession.State.NEW) {
            chat.refuse(ref, Code.ALREADY_LOGGED_IN, "one connection is one login");
            return;
        }
        Refusal wrong = rules.userId(login.getUserId());
        if (wrong == null) {
            wrong = rules.displayName(login.getDisplayName());
        }
        if (wrong != null) {
            chat.refuse(ref, wrong);
            return;
        }
        chat.claims(new ChatUser(login.getUserId(), login.getDisplayName()), ref);
        claim(chat);
    }

    /** The client asks to go. */
    void logout(ChatSession chat, long ref) {
        end(chat, ref, Reason.LOGGED_OUT, "logged out");
    }

    /** Nothing came from the client for the endpoint's idle time. */
    void idle(ChatSession chat) {
        end(chat, 0, Reason.IDLE, "idle");
    }

    /** The session has had its time for logging in. From any thread. */
    void overdue(ChatSession chat) {
        // Refused only when the session is closed already, which is as well.
        chat.session().execute(() -> {
            if (chat.state() == ChatSession.State.NEW || chat.state() == ChatSession.State.CLAIMING) {
                metrics.timedOut();
                end(
                        chat,
                        0,
                        Reason.LOGIN_TIMEOUT,
                        "not logged in within " + limits.loginTimeout().toMillis() + " ms");
            }
        });
    }

    /** The session has closed. */
    void closed(ChatSession chat) {
        ChatSession.State before = chat.leaves();
        signOut(chat, before, exit(chat, before));
    }

    private void claim(ChatSession chat) {
        ChatSession obstacle = directory.claim(chat);
        if (obstacle == null) {
            arrive(chat);
            return;
        }
        // Refused only when that session is closed: its closed callback then gives up the seat.
        obstacle.session().execute(() -> {
            if (obstacle.state() != ChatSession.State.GONE) {
                metrics.replaced();
                end(obstacle, 0, Reason.REPLACED, "the user logged in on another connection");
            }
        });
    }

    /** The session holds its user's seat. */
    private void arrive(ChatSession chat) {
        if (chat.state() == ChatSession.State.CLAIMING) {
            steps.run(chat, chat.loginRef(), () -> welcome(chat));
        }
    }

    private void welcome(ChatSession chat) {
        store.signIn(chat.user());
        chat.answer(Answers.welcome(chat.loginRef(), chat.userOnWire(), time.currentTimeMillis(), limits));
        chat.arrives();
        chat.session().established();
        directory.enter(chat);
        metrics.loggedIn();
    }

    /** Ends a session that is open. The groups hear of it last, when their lists are right. */
    private void end(ChatSession chat, long ref, Reason reason, String detail) {
        ChatSession.State before = chat.leaves();
        Collection<LiveGroup> left = exit(chat, before);
        chat.session().send(Answers.goodbye(ref, reason));
        chat.session().close(detail);
        signOut(chat, before, left);
    }

    /** Nothing is sent to the session any more by others. */
    private Collection<LiveGroup> exit(ChatSession chat, ChatSession.State before) {
        if (before != ChatSession.State.ONLINE) {
            return List.of();
        }
        directory.exit(chat);
        Collection<LiveGroup> left = chat.leftAll();
        left.forEach(group -> groups.exit(group, chat));
        return left;
    }

    private void signOut(ChatSession chat, ChatSession.State before, Collection<LiveGroup> left) {
        switch (before) {
            case NEW, GONE -> {
                // Holds no seat, or has given it up.
            }
            case CLAIMING -> handOver(chat);
            case ONLINE ->
                store.signOut(chat.user().id()).whenComplete((done, failure) -> signedOut(chat, left, failure));
        }
    }

    /** From any thread. */
    private void signedOut(ChatSession chat, Collection<LiveGroup> left, @Nullable Throwable failure) {
        if (failure != null) {
            // The user must be able to come back all the same; the next sign-in clears what this one left over.
            LOG.log(
                    Level.ERROR,
                    "the store failed to sign out user " + chat.user().id(),
                    failure);
        }
        left.forEach(group -> group.announceLeft(chat));
        handOver(chat);
    }

    private void handOver(ChatSession chat) {
        ChatSession next = directory.release(chat);
        if (next != null) {
            // Refused only when that session is closed: its closed callback then hands the seat on.
            next.session().execute(() -> arrive(next));
        }
    }
}
