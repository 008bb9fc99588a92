package io.quayside.stress.rig;

import io.quayside.api.session.CloseReason;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionHandler;
import org.jspecify.annotations.Nullable;

/**
 * Echoes, and notes what comes in fields that nothing synchronizes, as a plugin may: when callbacks overlap, or one doesn't
 * see what the one before it wrote, it tells (S1, S2).
 */
public final class RigHandler implements SessionHandler<Integer> {
    private int opened;
    private int closed;
    private int calls;
    private int tasks;
    private boolean inside;
    private volatile @Nullable String wrong;

    @Override
    public void opened(Session<Integer> session) {
        enter();
        note(opened++ != 0 || calls != 1, "opened wasn't the first, or came twice");
        leave();
    }

    @Override
    public void message(Session<Integer> session, Integer message) {
        enter();
        note(opened != 1 || closed != 0, "a message before opened or after closed");
        session.send(message);
        leave();
    }

    @Override
    public void endOfStream(Session<Integer> session) {
        enter();
        note(opened != 1 || closed != 0, "an end of the stream before opened or after closed");
        session.close();
        leave();
    }

    @Override
    public void closed(Session<Integer> session, CloseReason reason) {
        enter();
        note(opened != 1 || closed++ != 0, "closed before opened, or twice");
        leave();
    }

    /** A task of the session. */
    public void task() {
        enter();
        note(opened != 1 || closed != 0, "a task before opened or after closed");
        tasks++;
        leave();
    }

    private void enter() {
        calls++;
        note(inside, "callbacks overlap");
        inside = true;
    }

    private void leave() {
        inside = false;
    }

    private void note(boolean is, String what) {
        if (is) {
            wrong = what;
        }
    }

    /** How many callbacks there were. */
    public int calls() {
        return calls;
    }

    /** How many tasks have run. */
    public int tasks() {
        return tasks;
    }

    /** What was wrong, when the session is over; null when nothing was. */
    public @Nullable String wrong() {
        return wrong != null || closed == 1 ? wrong : "closed didn't come";
    }
}
