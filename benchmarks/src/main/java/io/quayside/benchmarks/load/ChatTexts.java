package io.quayside.benchmarks.load;

import io.quayside.chat.v1.CreateGroup;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.GroupMessage;
import io.quayside.chat.v1.JoinGroup;
import io.quayside.chat.v1.Login;
import io.quayside.chat.v1.Ping;
import io.quayside.chat.v1.SendGroup;
import io.quayside.load.WrongAnswer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A group of the chat: the first to enter makes it. */
final class ChatTexts implements Group {
    private static final long LOGIN_REF = 1;
    private static final long GROUP_REF = 2;
    private static final long PING_REF = 3;

    private static final AtomicInteger GROUPS = new AtomicInteger();

    private final int turn = GROUPS.incrementAndGet();
    private final String group = "everybody-" + turn;
    private final int receivers;
    private final String filling;

    ChatTexts(int textSize, int receivers) {
        this.receivers = receivers;
        this.filling = "x".repeat(textSize - numbered(0, "").length());
    }

    @Override
    public void enter(BlockingFrames connection, int number) throws IOException {
        Login.Builder login = Login.newBuilder().setUserId(user(number)).setDisplayName("User " + number);
        ask(connection, Frame.newBuilder().setRef(LOGIN_REF).setLogin(login), Frame.ServerSaysCase.WELCOME);
        Frame.Builder entrance = Frame.newBuilder().setRef(GROUP_REF);
        if (number == 0) {
            entrance.setCreateGroup(CreateGroup.newBuilder().setGroupId(group).setDisplayName("Everybody"));
            ask(connection, entrance, Frame.ServerSaysCase.GROUP_CREATED);
        } else {
            entrance.setJoinGroup(JoinGroup.newBuilder().setGroupId(group));
            ask(connection, entrance, Frame.ServerSaysCase.GROUP_JOINED);
        }
    }

    @Override
    public void settle(BlockingFrames connection) throws IOException {
        Frame.Builder ping = Frame.newBuilder().setRef(PING_REF).setPing(Ping.getDefaultInstance());
        ask(connection, ping, Frame.ServerSaysCase.PONG);
        connection.requireEmpty();
    }

    @Override
    public ByteBuffer request(long number) {
        return BlockingFrames.frame(Frame.newBuilder()
                .setRef(number + 1)
                .setSendGroup(SendGroup.newBuilder().setGroupId(group).setText(numbered(number, filling)))
                .build()
                .toByteArray());
    }

    @Override
    public void checkDelivery(ByteBuffer payload, long number) throws IOException {
        GroupMessage message = Frame.parseFrom(payload).getGroupMessage();
        if (!message.getText().equals(numbered(number, filling))
                || !message.getGroupId().equals(group)
                || !message.getFrom().getUserId().equals(user(0))) {
            throw new WrongAnswer("delivery " + number + " is wrong: " + message);
        }
    }

    @Override
    public void checkAnswer(ByteBuffer payload, long number) throws IOException {
        Frame answer = Frame.parseFrom(payload);
        if (answer.getRef() != number + 1 || answer.getAcknowledged().getRecipients() != receivers) {
            throw new WrongAnswer("the answer to request " + number + " is wrong: " + answer);
        }
    }

    /** Another one in each turn: those of the turn before may still be leaving. */
    private String user(int number) {
        return "u" + number + "-" + turn;
    }

    private static void ask(BlockingFrames connection, Frame.Builder request, Frame.ServerSaysCase due)
            throws IOException {
        connection.write(request.build().toByteArray());
        Frame answer = Frame.parseFrom(connection.read());
        // Others come and go meanwhile, which is told with the ref 0.
        while (answer.getRef() == 0) {
            answer = Frame.parseFrom(connection.read());
        }
        if (answer.getRef() != request.getRef() || answer.getServerSaysCase() != due) {
            throw new WrongAnswer("the chat answered " + answer + " where " + due + " was due");
        }
    }

    private static String numbered(long number, String filling) {
        return String.format(Locale.ROOT, "text %012d ", number) + filling;
    }
}
