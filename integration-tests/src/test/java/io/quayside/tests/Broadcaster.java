package io.quayside.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.session.CloseReason;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionHandler;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.JoinGroup;
import io.quayside.chat.v1.Login;
import io.quayside.chat.v1.SendGroup;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Logs in, joins a group, and then says something to it as soon as it may, again and again: a request is always under way.
 * What others say is counted and forgotten.
 */
final class Broadcaster implements SessionHandler<Frame> {
    private static final long PATIENCE_SECONDS = 60;

    private final String id;
    private final String group;
    private final CountDownLatch joined = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicLong heard = new AtomicLong();
    private final AtomicLong said = new AtomicLong();
    private volatile boolean stopping;

    Broadcaster(String id, String group) {
        this.id = id;
        this.group = group;
    }

    @Override
    public void opened(Session<Frame> session) {
        session.send(Frame.newBuilder()
                .setRef(1)
                .setLogin(Login.newBuilder().setUserId(id).setDisplayName(id))
                .build());
    }

    @Override
    public void message(Session<Frame> session, Frame frame) {
        if (frame.hasWelcome()) {
            session.send(Frame.newBuilder()
                    .setRef(2)
                    .setJoinGroup(JoinGroup.newBuilder().setGroupId(group))
                    .build());
        } else if (frame.hasGroupJoined()) {
            joined.countDown();
        } else if (frame.hasGroupMessage()) {
            heard.incrementAndGet();
        } else if (frame.hasAcknowledged()) {
            said.incrementAndGet();
            say(session);
        }
    }

    @Override
    public void closed(Session<Frame> session, CloseReason reason) {
        stopped.countDown();
    }

    /** Begins to talk, and goes on until told to stop. */
    void say(Session<Frame> session) {
        if (stopping) {
            stopped.countDown();
            return;
        }
        session.send(Frame.newBuilder()
                .setRef(3)
                .setSendGroup(SendGroup.newBuilder().setGroupId(group).setText("here is " + id))
                .build());
    }

    void awaitJoined() throws InterruptedException {
        assertTrue(joined.await(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> id + " could not join");
    }

    void stop() {
        stopping = true;
    }

    void awaitStopped() throws InterruptedException {
        assertTrue(stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> id + " waits for its last answer");
    }

    long said() {
        return said.get();
    }

    long heard() {
        return heard.get();
    }
}
