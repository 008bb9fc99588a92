package io.quayside.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import io.quayside.chat.v1.CreateGroup;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.JoinGroup;
import io.quayside.chat.v1.LeaveGroup;
import io.quayside.chat.v1.ListGroups;
import io.quayside.chat.v1.ListMembers;
import io.quayside.chat.v1.ListOnline;
import io.quayside.chat.v1.Logout;
import io.quayside.chat.v1.Ping;
import io.quayside.chat.v1.Pong;
import io.quayside.chat.v1.SendGroup;
import io.quayside.chat.v1.SendPrivate;
import java.time.Duration;

/**
 * Four clients of three users who do what clients can do, in any order: the network, then again and again what is done, by
 * whom, and with what.
 */
class ChatRequestsFuzzTest {
    private static final int CLIENTS = 4;
    private static final int LONGEST_PLAY = 300;

    @FuzzTest
    void answers(byte[] bytes) {
        Input input = new Input(bytes);
        ChatPlay.run(input.next(), CLIENTS, play -> {
            for (int turn = 1; turn <= LONGEST_PLAY && !input.isEmpty(); turn++) {
                act(play, input, turn);
            }
        });
    }

    private static void act(ChatPlay play, Input input, int turn) {
        int what = input.next();
        int argument = input.next();
        ChatPeer client = play.client(argument % CLIENTS);
        int with = argument / CLIENTS;
        switch (what % 32) {
            case 0 -> client.leave(with);
            case 1 -> client.reads(with % 2 == 0);
            case 2 -> client.send(input.take(with));
            case 3 -> play.pass(Duration.ofMillis(1L << (with % 15)));
            default -> client.send(request(what % 32, with, turn).build());
        }
        if (what < 128) {
            play.pass(Duration.ofMillis(1));
        }
    }

    private static Frame.Builder request(int what, int with, int turn) {
        // Most have a ref of their own; some have none, or one that was there before.
        Frame.Builder frame = Frame.newBuilder().setRef(with < 60 ? turn : with - 60);
        String user = ChatPlay.USERS.get(with % 3);
        String group = ChatPlay.GROUPS.get(with % 3);
        String text = turn + "x".repeat(with < 50 ? with : with * 60);
        return switch (what) {
            case 4, 5, 6, 7 -> frame.mergeFrom(ChatPlay.login(frame.getRef(), user, with < 48 ? "Name" : " "));
            case 8, 9, 10, 11 ->
                frame.setSendPrivate(SendPrivate.newBuilder().setTo(user).setText(text));
            case 12, 13, 14 ->
                frame.setCreateGroup(CreateGroup.newBuilder().setGroupId(group).setDisplayName("Group"));
            case 15, 16, 17 -> frame.setJoinGroup(JoinGroup.newBuilder().setGroupId(group));
            case 18, 19 -> frame.setLeaveGroup(LeaveGroup.newBuilder().setGroupId(group));
            case 20, 21, 22, 23 ->
                frame.setSendGroup(SendGroup.newBuilder().setGroupId(group).setText(text));
            case 24 -> frame.setLogout(Logout.getDefaultInstance());
            case 25 ->
                frame.setListOnline(ListOnline.newBuilder().setAfter(user).setLimit(with - 30));
            case 26 ->
                frame.setListGroups(ListGroups.newBuilder().setAfter(group).setLimit(with - 30));
            case 27 ->
                frame.setListMembers(ListMembers.newBuilder().setGroupId(group).setLimit(with - 30));
            case 28, 29 -> frame.setPing(Ping.newBuilder().setPayload(ByteString.copyFromUtf8(text)));
            case 30 -> frame.setPong(Pong.getDefaultInstance()).setLogout(Logout.getDefaultInstance());
            default -> frame;
        };
    }
}
