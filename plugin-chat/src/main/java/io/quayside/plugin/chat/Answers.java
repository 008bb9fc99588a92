package io.quayside.plugin.chat;

import com.google.protobuf.ByteString;
import io.quayside.chat.v1.Acknowledged;
import io.quayside.chat.v1.Error;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.Goodbye;
import io.quayside.chat.v1.Group;
import io.quayside.chat.v1.GroupCreated;
import io.quayside.chat.v1.GroupJoined;
import io.quayside.chat.v1.GroupLeft;
import io.quayside.chat.v1.Groups;
import io.quayside.chat.v1.Members;
import io.quayside.chat.v1.Online;
import io.quayside.chat.v1.Pong;
import io.quayside.chat.v1.User;
import io.quayside.chat.v1.Waiting;
import io.quayside.chat.v1.Welcome;

/** The frames that answer a request, each with the request's ref; what nobody asked for is made by who sends it. */
final class Answers {
    private Answers() {}

    static Frame pong(long ref, ByteString payload) {
        return frame(ref).setPong(Pong.newBuilder().setPayload(payload)).build();
    }

    static Frame error(long ref, Refusal refusal) {
        return frame(ref)
                .setError(Error.newBuilder().setCode(refusal.code()).setText(refusal.text()))
                .build();
    }

    static Frame welcome(long ref, User user, long nowMillis, ChatSettings limits) {
        return frame(ref)
                .setWelcome(Welcome.newBuilder()
                        .setUser(user)
                        .setServerTimeMs(nowMillis)
                        .setMaxTextBytes(limits.maxText())
                        .setMaxGroupMembers(limits.groupSize())
                        .setMaxGroupsPerUser(limits.groupsPerUser())
                        .setMaxPage(limits.page()))
                .build();
    }

    static Frame waiting(int place) {
        return frame(0).setWaiting(Waiting.newBuilder().setPlace(place)).build();
    }

    static Frame goodbye(long ref, Goodbye.Reason reason) {
        return frame(ref).setGoodbye(Goodbye.newBuilder().setReason(reason)).build();
    }

    static Frame acknowledged(long ref, long messageId, long nowMillis, int recipients) {
        return frame(ref)
                .setAcknowledged(Acknowledged.newBuilder()
                        .setMessageId(messageId)
                        .setServerTimeMs(nowMillis)
                        .setRecipients(recipients))
                .build();
    }

    static Frame online(long ref, Page<User> page) {
        return frame(ref)
                .setOnline(Online.newBuilder()
                        .addAllUsers(page.entries())
                        .setTotal(page.total())
                        .setNext(page.next()))
                .build();
    }

    static Frame groups(long ref, Page<ChatGroup> page) {
        Groups.Builder groups = Groups.newBuilder().setTotal(page.total()).setNext(page.next());
        page.entries().forEach(group -> groups.addGroups(onWire(group)));
        return frame(ref).setGroups(groups).build();
    }

    static Frame members(long ref, String groupId, Page<ChatUser> page) {
        Members.Builder members =
                Members.newBuilder().setGroupId(groupId).setTotal(page.total()).setNext(page.next());
        page.entries().forEach(user -> members.addMembers(onWire(user)));
        return frame(ref).setMembers(members).build();
    }

    static Frame groupCreated(long ref, ChatGroup group) {
        return frame(ref)
                .setGroupCreated(GroupCreated.newBuilder().setGroup(onWire(group)))
                .build();
    }

    static Frame groupJoined(long ref, ChatGroup group) {
        return frame(ref)
                .setGroupJoined(GroupJoined.newBuilder().setGroup(onWire(group)))
                .build();
    }

    static Frame groupLeft(long ref, String groupId) {
        return frame(ref)
                .setGroupLeft(GroupLeft.newBuilder().setGroupId(groupId))
                .build();
    }

    /** A user as clients see one. */
    static User onWire(ChatUser user) {
        return User.newBuilder()
                .setUserId(user.id())
                .setDisplayName(user.displayName())
                .build();
    }

    private static Group onWire(ChatGroup group) {
        return Group.newBuilder()
                .setGroupId(group.id())
                .setDisplayName(group.displayName())
                .setMemberCount(group.members())
                .build();
    }

    private static Frame.Builder frame(long ref) {
        return Frame.newBuilder().setRef(ref);
    }
}
