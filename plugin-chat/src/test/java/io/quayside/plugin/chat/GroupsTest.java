package io.quayside.plugin.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.session.SendResult;
import io.quayside.chat.v1.Acknowledged;
import io.quayside.chat.v1.Error.Code;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.Group;
import io.quayside.chat.v1.GroupEvent;
import io.quayside.chat.v1.GroupEvent.Kind;
import io.quayside.chat.v1.GroupMessage;
import io.quayside.chat.v1.Groups;
import io.quayside.chat.v1.Logout;
import io.quayside.chat.v1.Members;
import io.quayside.chat.v1.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupsTest {
    private final Chat chat = new Chat(Map.of("group-size", 3, "groups-per-user", 2, "online-page", 2));

    @Test
    void aGroupIsMadeWithItsMakerInIt() throws InterruptedException {
        Client ann = chat.user("ann");

        Group group = ann.ask(Client.createGroup("quay", "The Quay"))
                .getGroupCreated()
                .getGroup();

        assertEquals(
                Group.newBuilder()
                        .setGroupId("quay")
                        .setDisplayName("The Quay")
                        .setMemberCount(1)
                        .build(),
                group);
        assertEquals(List.of("ann"), membersOf(ann, "quay"));
        assertEquals(1, chat.figure("groups"));
    }

    @Test
    void joiningIsAnnouncedToTheOthers() throws InterruptedException {
        Client ann = founder("ann", "quay");
        Client bob = chat.user("bob");

        Group group = bob.ask(Client.joinGroup("quay")).getGroupJoined().getGroup();

        assertEquals(2, group.getMemberCount());
        assertEquals("QUAY", group.getDisplayName());
        assertEvent(Kind.JOINED, "bob", ann.nextUnasked());
        assertEquals(List.of(), bob.allUnasked());
        assertEquals(List.of("ann", "bob"), membersOf(bob, "quay"));
    }

    @Test
    void leavingIsAnnouncedToTheOthers() throws InterruptedException {
        Client ann = founder("ann", "quay");
        Client bob = member("bob", "quay");
        ann.allUnasked();

        Frame answer = bob.ask(Client.leaveGroup("quay"));

        assertEquals("quay", answer.getGroupLeft().getGroupId());
        assertEvent(Kind.LEFT, "bob", ann.nextUnasked());
        assertEquals(Code.NOT_A_MEMBER, bob.errorOf(Client.leaveGroup("quay")));
        assertEquals(Code.NOT_A_MEMBER, bob.errorOf(Client.sendGroup("quay", "hi")));
        assertEquals(Code.NOT_A_MEMBER, bob.errorOf(Client.listMembers("quay", "", 0)));
        assertTrue(ann.ask(Client.sendGroup("quay", "gone?")).hasAcknowledged());
        assertEquals(List.of(), bob.allUnasked());
    }

    @Test
    void theLastToLeaveRemovesTheGroup() throws InterruptedException {
        Client ann = founder("ann", "quay");

        ann.ask(Client.leaveGroup("quay"));

        assertEquals(Code.UNKNOWN_GROUP, ann.errorOf(Client.leaveGroup("quay")));
        assertEquals(Code.UNKNOWN_GROUP, ann.errorOf(Client.joinGroup("quay")));
        assertEquals(0, chat.figure("groups"));
        assertTrue(ann.ask(Client.createGroup("quay", "Again")).hasGroupCreated());
    }

    @Test
    void whoClosesOrLogsOutLeavesItsGroups() throws InterruptedException {
        Client ann = founder("ann", "quay");
        Client bob = member("bob", "quay");
        Client carl = member("carl", "quay");
        ann.allUnasked();

        bob.session().lose();
        carl.ask(Frame.newBuilder().setLogout(Logout.getDefaultInstance()));

        assertEvent(Kind.LEFT, "bob", ann.nextUnasked());
        assertEvent(Kind.LEFT, "carl", ann.nextUnasked());
        assertEquals(List.of("ann"), membersOf(ann, "quay"));
        ann.session().lose();
        assertEquals(0, chat.figure("groups"));
        assertEquals(0, chat.figure("users.online"));
    }

    @Test
    void aMessageReachesEveryMemberButItsSender() throws InterruptedException {
        Client ann = founder("ann", "quay");
        Client bob = member("bob", "quay");
        Client carl = member("carl", "quay");
        ann.allUnasked();
        bob.allUnasked();

        Acknowledged acknowledged = ann.ask(Client.sendGroup("quay", "ahoy")).getAcknowledged();

        GroupMessage message = bob.nextUnasked().getGroupMessage();
        assertEquals(message, carl.nextUnasked().getGroupMessage());
        assertEquals("ahoy", message.getText());
        assertEquals("quay", message.getGroupId());
        assertEquals("ann", message.getFrom().getUserId());
        assertEquals(acknowledged.getMessageId(), message.getMessageId());
        assertEquals(acknowledged.getServerTimeMs(), message.getServerTimeMs());
        assertEquals(2, acknowledged.getRecipients());
        assertEquals(List.of(), ann.allUnasked());
        assertEquals(2, chat.figure("messages.group.delivered"));
    }

    @Test
    void aSlowMemberIsSkippedAndCounted() throws InterruptedException {
        Client ann = founder("ann", "quay");
        Client bob = member("bob", "quay");
        Client carl = member("carl", "quay");
        bob.allUnasked();
        bob.session().sendsAnswer(SendResult.REFUSED);

        ann.allUnasked();
        Acknowledged acknowledged = ann.ask(Client.sendGroup("quay", "ahoy")).getAcknowledged();

        assertEquals(1, acknowledged.getRecipients());
        assertEquals("ahoy", carl.nextUnasked().getGroupMessage().getText());
        assertTrue(bob.session().isOpen());
        assertEquals(1, chat.figure("messages.group"));
        assertEquals(1, chat.figure("messages.group.skipped"));
    }

    @Test
    void aMessageToAGroupOfOneIsAccepted() throws InterruptedException {
        Client ann = founder("ann", "quay");

        assertEquals(
                0,
                ann.ask(Client.sendGroup("quay", "anybody?")).getAcknowledged().getRecipients());
    }

    @Test
    void groupMessagesAreBounded() throws InterruptedException {
        Client ann = founder("ann", "quay");

        assertEquals(Code.EMPTY_TEXT, ann.errorOf(Client.sendGroup("quay", "")));
        assertEquals(Code.TEXT_TOO_LONG, ann.errorOf(Client.sendGroup("quay", "x".repeat(4097))));
        assertEquals(Code.UNKNOWN_GROUP, ann.errorOf(Client.sendGroup("nowhere", "hi")));
    }

    @Test
    void groupsToBeMadeAreChecked() throws InterruptedException {
        Client ann = founder("ann", "quay");

        assertEquals(Code.GROUP_EXISTS, ann.errorOf(Client.createGroup("quay", "Quay")));
        assertEquals(Code.INVALID_GROUP_ID, ann.errorOf(Client.createGroup("The Quay", "Quay")));
        assertEquals(Code.INVALID_NAME, ann.errorOf(Client.createGroup("dock", " ")));
        assertEquals(Code.NAME_TOO_LONG, ann.errorOf(Client.createGroup("dock", "d".repeat(65))));
        assertEquals(1, chat.figure("groups"));
    }

    @Test
    void aFullGroupTakesNobodyUntilSomebodyLeaves() throws InterruptedException {
        Client ann = founder("ann", "quay");
        member("bob", "quay");
        member("carl", "quay");
        Client dora = chat.user("dora");

        assertEquals(Code.GROUP_FULL, dora.errorOf(Client.joinGroup("quay")));
        ann.allUnasked();
        ann.ask(Client.leaveGroup("quay"));
        assertEquals(
                3,
                dora.ask(Client.joinGroup("quay")).getGroupJoined().getGroup().getMemberCount());
    }

    @Test
    void nobodyJoinsTwice() throws InterruptedException {
        Client ann = founder("ann", "quay");

        assertEquals(Code.ALREADY_A_MEMBER, ann.errorOf(Client.joinGroup("quay")));
        assertEquals(List.of("ann"), membersOf(ann, "quay"));
    }

    @Test
    void aUserIsInSoManyGroups() throws InterruptedException {
        Client ann = founder("ann", "one");
        founder("bob", "three");
        ann.ask(Client.createGroup("two", "Two"));

        assertEquals(Code.TOO_MANY_GROUPS, ann.errorOf(Client.createGroup("four", "Four")));
        assertEquals(Code.TOO_MANY_GROUPS, ann.errorOf(Client.joinGroup("three")));
        ann.ask(Client.leaveGroup("one"));
        assertTrue(ann.ask(Client.joinGroup("three")).hasGroupJoined());
    }

    @Test
    void groupsAreListedInPages() throws InterruptedException {
        Client ann = founder("ann", "c");
        founder("bob", "a");
        founder("carl", "b");

        Groups first = ann.ask(Client.listGroups("", 0)).getGroups();
        Groups second = ann.ask(Client.listGroups(first.getNext(), 2)).getGroups();

        assertEquals(
                List.of("a", "b"),
                first.getGroupsList().stream().map(Group::getGroupId).toList());
        assertEquals("b", first.getNext());
        assertEquals(
                List.of("c"),
                second.getGroupsList().stream().map(Group::getGroupId).toList());
        assertEquals("", second.getNext());
        assertEquals(3, second.getTotal());
    }

    @Test
    void membersAreListedInPages() throws InterruptedException {
        Client ann = founder("ann", "quay");
        member("carl", "quay");
        member("bob", "quay");
        ann.allUnasked();

        Members first = ann.ask(Client.listMembers("quay", "", 2)).getMembers();
        Members second = ann.ask(Client.listMembers("quay", first.getNext(), 2)).getMembers();

        assertEquals(List.of("ann", "bob"), idsOf(first));
        assertEquals(List.of("carl"), idsOf(second));
        assertEquals("CARL", second.getMembers(0).getDisplayName());
        assertEquals("", second.getNext());
        assertEquals(3, second.getTotal());
        assertEquals("quay", second.getGroupId());
    }

    @Test
    void membersOfUnknownGroupsAreNotListed() throws InterruptedException {
        assertEquals(Code.UNKNOWN_GROUP, chat.user("ann").errorOf(Client.listMembers("quay", "", 0)));
    }

    @Test
    void aReplacedSessionLeavesItsGroups() throws InterruptedException {
        founder("ann", "quay");
        Client bob = member("bob", "quay");

        Client annAgain = chat.user("ann");

        assertEvent(Kind.LEFT, "ann", bob.nextUnasked());
        assertEquals(Code.NOT_A_MEMBER, annAgain.errorOf(Client.sendGroup("quay", "hi")));
        assertTrue(annAgain.ask(Client.joinGroup("quay")).hasGroupJoined());
        assertFalse(bob.ask(Client.listMembers("quay", "", 0)).hasError());
    }

    @Test
    void aGroupHearsOfTheOlderSessionsLeavingBeforeTheNewerIsWelcome() throws InterruptedException {
        Client ann = founder("ann", "quay");
        Client bob = member("bob", "quay");
        Client annAgain = chat.connect();
        List<Integer> heardBefore = new ArrayList<>();
        annAgain.session().witness(frame -> heardBefore.add(bob.session().sent().size()));
        ann.session().hold();
        annAgain.tell(Client.login("ann", "Ann"));

        ann.session().resume();

        assertEquals(List.of(1), heardBefore);
        assertEvent(Kind.LEFT, "ann", bob.nextUnasked());
    }

    private Client founder(String user, String group) throws InterruptedException {
        Client client = chat.user(user);
        assertTrue(client.ask(Client.createGroup(group, group.toUpperCase(Locale.ROOT)))
                .hasGroupCreated());
        return client;
    }

    private Client member(String user, String group) throws InterruptedException {
        Client client = chat.user(user);
        assertTrue(client.ask(Client.joinGroup(group)).hasGroupJoined());
        return client;
    }

    private static List<String> membersOf(Client client, String group) throws InterruptedException {
        return idsOf(client.ask(Client.listMembers(group, "", 0)).getMembers());
    }

    private static List<String> idsOf(Members members) {
        return members.getMembersList().stream().map(User::getUserId).toList();
    }

    private static void assertEvent(Kind kind, String userId, Frame frame) {
        GroupEvent event = frame.getGroupEvent();
        assertEquals(kind, event.getKind(), frame::toString);
        assertEquals(userId, event.getUser().getUserId());
        assertEquals("quay", event.getGroupId());
    }
}
