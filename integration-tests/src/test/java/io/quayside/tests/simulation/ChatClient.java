package io.quayside.tests.simulation;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.quayside.chat.v1.CreateGroup;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.Goodbye;
import io.quayside.chat.v1.JoinGroup;
import io.quayside.chat.v1.LeaveGroup;
import io.quayside.chat.v1.ListOnline;
import io.quayside.chat.v1.Login;
import io.quayside.chat.v1.Logout;
import io.quayside.chat.v1.Ping;
import io.quayside.chat.v1.SendGroup;
import io.quayside.chat.v1.SendPrivate;
import io.quayside.transport.simulated.SimulatedNetwork;
import io.quayside.transport.simulated.SimulatedPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Somebody who chats: logs in, waits for Welcome, then says and asks this and that. Keeps all that was said. */
final class ChatClient extends Client {
    static final int LONGEST = 3000;

    final int number;
    final String user;
    /** What it asked for: the first has the ref 1. */
    final List<Frame> requests = new ArrayList<>();
    /** What answered, in the order it came. */
    final List<Frame> answers = new ArrayList<>();
    /** What came without being asked for. */
    final List<Frame> told = new ArrayList<>();

    private final int users;
    private final Violations violations;
    private final Inbox inbox = new Inbox();
    private boolean welcome;

    ChatClient(
            SimulatedNetwork network,
            SimulatedPeer peer,
            boolean rough,
            SplittableRandom random,
            int number,
            int users,
            Violations violations) {
        super(network, peer, rough, random);
        this.number = number;
        this.users = users;
        this.user = name(random.nextInt(users));
        this.violations = violations;
    }

    private static String name(int number) {
        return "u" + number;
    }

    /** Why the server closed the connection, if it said so. */
    @Nullable Goodbye goodbye() {
        for (Frame each : told) {
            if (each.hasGoodbye()) {
                return each.getGoodbye();
            }
        }
        return null;
    }

    @Override
    boolean doSomething() {
        if (requests.isEmpty()) {
            Login.Builder login = Login.newBuilder().setUserId(user).setDisplayName("User " + number);
            request(Frame.newBuilder().setLogin(login));
            return false;
        }
        if (!welcome) {
            return false;
        }
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            request(something());
        }
        return true;
    }

    private Frame.Builder something() {
        Frame.Builder frame = Frame.newBuilder();
        String group = "g" + random.nextInt(2);
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3 ->
                frame.setSendPrivate(SendPrivate.newBuilder()
                        .setTo(name(random.nextInt(users)))
                        .setText(text()));
            case 4, 5, 6 ->
                frame.setSendGroup(SendGroup.newBuilder().setGroupId(group).setText(text()));
            case 7, 8 ->
                requests.size() % 2 == 0
                        ? frame.setCreateGroup(
                                CreateGroup.newBuilder().setGroupId(group).setDisplayName("Group"))
                        : frame.setJoinGroup(JoinGroup.newBuilder().setGroupId(group));
            case 9 -> frame.setLeaveGroup(LeaveGroup.newBuilder().setGroupId(group));
            case 10 -> frame.setListOnline(ListOnline.getDefaultInstance());
            default -> frame.setPing(Ping.newBuilder().setPayload(ByteString.copyFromUtf8(text(40))));
        };
    }

    private String text() {
        return text(random.nextInt(6) == 0 ? LONGEST : 200);
    }

    /** A text that nobody else has: who, which of theirs, and something behind it. */
    private String text(int longest) {
        return number + ":" + requests.size() + ":" + "x".repeat(random.nextInt(longest - 20));
    }

    @Override
    boolean sayGoodbye() {
        request(Frame.newBuilder().setLogout(Logout.getDefaultInstance()));
        return true;
    }

    private void request(Frame.Builder frame) {
        Frame request = frame.setRef(requests.size() + 1L).build();
        requests.add(request);
        peer.write(Inbox.frame(request.toByteArray()));
    }

    @Override
    void read(byte[] bytes) {
        for (byte[] each : inbox.add(bytes)) {
            try {
                came(Frame.parseFrom(each));
            } catch (InvalidProtocolBufferException e) {
                violations.add("what client " + number + " was sent is no frame: " + e);
            }
        }
    }

    private void came(Frame frame) {
        welcome |= frame.hasWelcome();
        if (frame.getRef() == 0) {
            told.add(frame);
            return;
        }
        answers.add(frame);
        violations.check(
                frame.getRef() == answers.size() && answers.size() <= requests.size(),
                () -> "client " + number + " has asked " + requests.size() + " times, and its answer number "
                        + answers.size() + " has the ref " + frame.getRef());
    }

    /** Whether its stream ended between two frames. */
    boolean hasWholeFrames() {
        return inbox.isEmpty();
    }

    @Override
    public String toString() {
        return "client " + number + " (" + user + ", " + requests.size() + " requests, " + answers.size() + " answers, "
                + peer + ")";
    }
}
