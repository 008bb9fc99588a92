package io.quayside.distribution.chat;

import io.quayside.chat.v1.CreateGroup;
import io.quayside.chat.v1.Error;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.JoinGroup;
import io.quayside.chat.v1.LeaveGroup;
import io.quayside.chat.v1.ListGroups;
import io.quayside.chat.v1.ListMembers;
import io.quayside.chat.v1.ListOnline;
import io.quayside.chat.v1.SendGroup;
import io.quayside.chat.v1.SendPrivate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the user says and hears; knows nothing of connections. Belongs to the loop. */
final class Conversation {
    private final Counterpart counterpart;
    private final Memberships memberships;
    private final Screen screen;
    private final Wording wording;
    private @Nullable Recipient target;

    Conversation(Counterpart counterpart, Screen screen, Wording wording) {
        this.counterpart = counterpart;
        this.screen = screen;
        this.wording = wording;
        this.memberships = new Memberships(counterpart, screen, wording);
    }

    /** Shows what the server sends without being asked. */
    void received(Frame frame) {
        switch (frame.getServerSaysCase()) {
            case PRIVATE_MESSAGE -> screen.message(wording.message(frame.getPrivateMessage()));
            case GROUP_MESSAGE -> screen.message(wording.message(frame.getGroupMessage()));
            case GROUP_EVENT -> screen.note(wording.event(frame.getGroupEvent()));
            default -> {
                // A kind younger than this client, which the protocol says to ignore.
            }
        }
    }

    /** Goes back into the groups of before the connection was lost. */
    void rejoin() {
        memberships.rejoin();
    }

    void note(String line) {
        screen.note(line);
    }

    void quit() {
        counterpart.leave();
    }

    void target(Recipient recipient) {
        target = recipient;
        screen.target(recipient.toString());
        screen.note("lines go to " + recipient + " now");
    }

    void say(String text) {
        if (target == null) {
            screen.note("say where to: /to USER or /to #GROUP; /help lists the commands");
        } else {
            say(target, text);
        }
    }

    void say(Recipient to, String text) {
        Frame.Builder request = Frame.newBuilder();
        if (to.isGroup()) {
            request.setSendGroup(SendGroup.newBuilder().setGroupId(to.id()).setText(text));
        } else {
            request.setSendPrivate(SendPrivate.newBuilder().setTo(to.id()).setText(text));
        }
        counterpart.ask(
                request,
                answer -> {
                    if (answer.getAcknowledged().getRecipients() == 0) {
                        screen.note("nobody else is in " + to);
                    }
                },
                refused("not sent to " + to));
    }

    void createGroup(String group, String title) {
        counterpart.ask(
                Frame.newBuilder()
                        .setCreateGroup(
                                CreateGroup.newBuilder().setGroupId(group).setDisplayName(title)),
                answer -> entered(group, title, "made #" + group),
                refused("cannot make #" + group));
    }

    void joinGroup(String group) {
        counterpart.ask(
                Frame.newBuilder().setJoinGroup(JoinGroup.newBuilder().setGroupId(group)),
                answer -> entered(
                        group,
                        answer.getGroupJoined().getGroup().getDisplayName(),
                        "joined " + wording.group(answer.getGroupJoined().getGroup())),
                refused("cannot join #" + group));
    }

    void leaveGroup(String group) {
        counterpart.ask(
                Frame.newBuilder().setLeaveGroup(LeaveGroup.newBuilder().setGroupId(group)),
                answer -> {
                    memberships.left(group);
                    screen.note("left #" + group);
                },
                refused("cannot leave #" + group));
    }

    void listOnline() {
        show(
                new PagedList(
                        "online",
                        after -> Frame.newBuilder()
                                .setListOnline(ListOnline.newBuilder().setAfter(after)),
                        answer -> new PagedList.Page(
                                answer.getOnline().getUsersList().stream()
                                        .map(wording::user)
                                        .toList(),
                                answer.getOnline().getTotal(),
                                answer.getOnline().getNext())),
                "cannot list who is online");
    }

    void listGroups() {
        show(
                new PagedList(
                        "groups",
                        after -> Frame.newBuilder()
                                .setListGroups(ListGroups.newBuilder().setAfter(after)),
                        answer -> new PagedList.Page(
                                answer.getGroups().getGroupsList().stream()
                                        .map(wording::group)
                                        .toList(),
                                answer.getGroups().getTotal(),
                                answer.getGroups().getNext())),
                "cannot list the groups");
    }

    void listMembers(String group) {
        show(
                new PagedList(
                        "members of #" + group,
                        after -> Frame.newBuilder()
                                .setListMembers(ListMembers.newBuilder()
                                        .setGroupId(group)
                                        .setAfter(after)),
                        answer -> new PagedList.Page(
                                answer.getMembers().getMembersList().stream()
                                        .map(wording::user)
                                        .toList(),
                                answer.getMembers().getTotal(),
                                answer.getMembers().getNext())),
                "cannot list the members of #" + group);
    }

    private void show(PagedList list, String failure) {
        ask(list, list.firstPage(), failure);
    }

    private void ask(PagedList list, Frame.Builder page, String failure) {
        counterpart.ask(
                page,
                answer -> {
                    Frame.Builder next = list.take(answer, screen);
                    if (next != null) {
                        ask(list, next, failure);
                    }
                },
                refused(failure));
    }

    private void entered(String group, String title, String note) {
        memberships.entered(group, title);
        screen.note(note);
        if (target == null) {
            target(new Recipient(true, group));
        }
    }

    private Consumer<Error> refused(String what) {
        return error -> screen.note(what + ": " + wording.error(error));
    }

    /** The other end of the line, as far as a conversation needs it. */
    interface Counterpart {
        /** Sends a request; exactly one of the two is told when its answer comes, none when the connection is lost. */
        void ask(Frame.Builder request, Consumer<Frame> answered, Consumer<Error> refused);

        /** Says goodbye. */
        void leave();
    }
}
