package io.quayside.plugin.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.quayside.chat.v1.CreateGroup;
import io.quayside.chat.v1.Error;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.JoinGroup;
import io.quayside.chat.v1.LeaveGroup;
import io.quayside.chat.v1.ListGroups;
import io.quayside.chat.v1.ListMembers;
import io.quayside.chat.v1.ListOnline;
import io.quayside.chat.v1.Login;
import io.quayside.chat.v1.SendGroup;
import io.quayside.chat.v1.SendPrivate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The other end of a {@link FakeSession}: sends requests with refs of its own and picks their answers out of what comes. */
final class Client {
    private static final long SECONDS = 10;

    private final FakeSession session;
    private final AtomicLong refs = new AtomicLong();
    private final List<Frame> unasked = new ArrayList<>();

    Client(FakeSession session) {
        this.session = session;
    }

    FakeSession session() {
        return session;
    }

    /** Sends a request and waits for its answer. */
    Frame ask(Frame.Builder request) throws InterruptedException {
        return answerTo(tell(request));
    }

    /** Sends a request; answers its ref. */
    long tell(Frame.Builder request) {
        long ref = refs.incrementAndGet();
        session.receive(request.setRef(ref).build());
        return ref;
    }

    Frame answerTo(long ref) throws InterruptedException {
        Frame frame = nextFrame();
        while (frame.getRef() == 0) {
            unasked.add(frame);
            frame = nextFrame();
        }
        assertEquals(ref, frame.getRef(), () -> "the ref of the answer");
        return frame;
    }

    /** The next frame that nobody asked for. */
    Frame nextUnasked() throws InterruptedException {
        if (!unasked.isEmpty()) {
            return unasked.remove(0);
        }
        Frame frame = nextFrame();
        assertEquals(0, frame.getRef(), () -> "an answer that nobody waited for: " + frame);
        return frame;
    }

    /** All that has come and was not asked for. */
    List<Frame> allUnasked() {
        List<Frame> all = new ArrayList<>(unasked);
        unasked.clear();
        session.sent().drainTo(all);
        return all;
    }

    Error.Code errorOf(Frame.Builder request) throws InterruptedException {
        Frame answer = ask(request);
        assertEquals(Frame.ServerSaysCase.ERROR, answer.getServerSaysCase(), answer::toString);
        return answer.getError().getCode();
    }

    private Frame nextFrame() throws InterruptedException {
        Frame frame = session.sent().poll(SECONDS, TimeUnit.SECONDS);
        assertNotNull(frame, "nothing came within " + SECONDS + " s");
        return frame;
    }

    static Frame.Builder login(String userId, String name) {
        return Frame.newBuilder().setLogin(Login.newBuilder().setUserId(userId).setDisplayName(name));
    }

    static Frame.Builder listOnline(String after, int limit) {
        return Frame.newBuilder()
                .setListOnline(ListOnline.newBuilder().setAfter(after).setLimit(limit));
    }

    static Frame.Builder sendPrivate(String to, String text) {
        return Frame.newBuilder()
                .setSendPrivate(SendPrivate.newBuilder().setTo(to).setText(text));
    }

    static Frame.Builder createGroup(String id, String name) {
        return Frame.newBuilder()
                .setCreateGroup(CreateGroup.newBuilder().setGroupId(id).setDisplayName(name));
    }

    static Frame.Builder joinGroup(String id) {
        return Frame.newBuilder().setJoinGroup(JoinGroup.newBuilder().setGroupId(id));
    }

    static Frame.Builder leaveGroup(String id) {
        return Frame.newBuilder().setLeaveGroup(LeaveGroup.newBuilder().setGroupId(id));
    }

    static Frame.Builder listGroups(String after, int limit) {
        return Frame.newBuilder()
                .setListGroups(ListGroups.newBuilder().setAfter(after).setLimit(limit));
    }

    static Frame.Builder listMembers(String id, String after, int limit) {
        return Frame.newBuilder()
                .setListMembers(
                        ListMembers.newBuilder().setGroupId(id).setAfter(after).setLimit(limit));
    }

    static Frame.Builder sendGroup(String id, String text) {
        return Frame.newBuilder()
                .setSendGroup(SendGroup.newBuilder().setGroupId(id).setText(text));
    }
}
