package io.quayside.distribution.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.QuaysideException;
import io.quayside.chat.v1.Error;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.Goodbye;
import io.quayside.chat.v1.Group;
import io.quayside.chat.v1.GroupCreated;
import io.quayside.chat.v1.GroupEvent;
import io.quayside.chat.v1.GroupJoined;
import io.quayside.chat.v1.GroupLeft;
import io.quayside.chat.v1.GroupMessage;
import io.quayside.chat.v1.Groups;
import io.quayside.chat.v1.Login;
import io.quayside.chat.v1.Members;
import io.quayside.chat.v1.Online;
import io.quayside.chat.v1.PrivateMessage;
import io.quayside.chat.v1.SendGroup;
import io.quayside.chat.v1.SendPrivate;
import io.quayside.chat.v1.User;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ChatClientTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final RandomGenerator MIDDLE = () -> Long.MAX_VALUE;

    private final ManualLoop loop = new ManualLoop();
    private final FakeServer server = new FakeServer();
    private final RecordedScreen screen = new RecordedScreen();
    private final ChatClient client = new ChatClient(
            new ChatTarget("host", 7010, "ann", "Ann Lee"),
            server,
            loop,
            screen,
            new Wording(ZoneOffset.UTC),
            new BackOff(MIDDLE));

    @Test
    void logsInWhenConnected() {
        client.start();
        server.open();
        Login login = server.next().getLogin();
        assertEquals("ann", login.getUserId());
        assertEquals("Ann Lee", login.getDisplayName());
        assertEquals(List.of(), screen.taken());
    }

    @Test
    void failsWhenThereIsNoServerToBeginWith() {
        client.start();
        server.lose("connection refused");
        assertFailed("QS-410", "cannot talk to host:7010: connection refused");
        loop.advance(LONG);
        assertEquals(1, server.attempts());
    }

    @Test
    void failsWhenTheServerDoesNotWantTheUser() {
        client.start();
        server.open();
        server.refuse(server.next(), Error.Code.INVALID_USER_ID, "not a user id");
        assertFailed("QS-411", "cannot log in as ann: not a user id");
        assertTrue(server.isClosed());
    }

    @Test
    void whatWasTypedBeforeTheLoginIsDoneAfterIt() {
        client.start();
        client.typed("/msg bob hello");
        server.letIn();
        SendPrivate sent = server.next().getSendPrivate();
        assertEquals("bob", sent.getTo());
        assertEquals("hello", sent.getText());
    }

    @Test
    void oneCommandWaitsForTheAnswerToTheOneBefore() {
        begin();
        client.typed("/group create dev");
        client.typed("hello");
        Frame create = server.next();
        assertTrue(server.hasNothing());
        server.answer(create, created("dev", "dev"));
        SendGroup sent = server.next().getSendGroup();
        assertEquals("dev", sent.getGroupId());
        assertEquals("hello", sent.getText());
    }

    @Test
    void linesGoToTheTarget() {
        begin();
        client.typed("hello");
        assertEquals(List.of("* say where to: /to USER or /to #GROUP; /help lists the commands"), screen.taken());
        client.typed("/to bob");
        assertEquals(List.of("* lines go to bob now"), screen.taken());
        assertEquals("bob", screen.target());
        client.typed("hello");
        assertEquals("bob", server.next().getSendPrivate().getTo());
    }

    @Test
    void whatWasNotDeliveredIsSaid() {
        begin();
        client.typed("/msg bob hello");
        server.refuse(server.next(), Error.Code.UNKNOWN_RECIPIENT, "no user with this id is online");
        client.typed("/msg bob hello");
        server.refuse(server.next(), Error.Code.RECIPIENT_BUSY, "");
        client.typed("/msg #dev hello");
        server.acknowledge(server.next(), 0);
        client.typed("/msg bob hello");
        server.acknowledge(server.next(), 1);
        assertEquals(
                List.of(
                        "* not sent to bob: no user with this id is online",
                        "* not sent to bob: recipient busy",
                        "* nobody else is in #dev"),
                screen.taken());
    }

    @Test
    void whatComesIsShownWithTimeAndSender() {
        begin();
        server.tell(Frame.newBuilder()
                .setPrivateMessage(PrivateMessage.newBuilder()
                        .setFrom(user("bob", "Bob"))
                        .setText("hello")
                        .setServerTimeMs(3_723_000)));
        server.tell(Frame.newBuilder()
                .setGroupMessage(GroupMessage.newBuilder()
                        .setGroupId("dev")
                        .setFrom(user("bob", "bob"))
                        .setText("two\nlines")
                        .setServerTimeMs(3_724_000)));
        server.tell(Frame.newBuilder()
                .setGroupEvent(GroupEvent.newBuilder()
                        .setGroupId("dev")
                        .setKind(GroupEvent.Kind.JOINED)
                        .setUser(user("cid", ""))));
        server.tell(Frame.newBuilder());
        assertEquals(
                List.of("01:02:03 bob (Bob): hello", "01:02:04 #dev bob: two\n         lines", "* cid joined #dev"),
                screen.taken());
    }

    @Test
    void listsAreCollectedPageByPage() {
        begin();
        client.typed("/online");
        server.answer(
                server.next(),
                Frame.newBuilder()
                        .setOnline(Online.newBuilder()
                                .addUsers(user("ann", "Ann Lee"))
                                .setTotal(2)
                                .setNext("ann")));
        Frame second = server.next();
        assertEquals("ann", second.getListOnline().getAfter());
        server.answer(
                second,
                Frame.newBuilder()
                        .setOnline(
                                Online.newBuilder().addUsers(user("bob", "bob")).setTotal(2)));
        assertEquals(List.of("* online, 2 in all:", "*   ann (Ann Lee)", "*   bob"), screen.taken());
    }

    @Test
    void aListThatNobodyWouldReadIsCutShort() {
        begin();
        client.typed("/online");
        Online.Builder page = Online.newBuilder().setTotal(100_000).setNext("z");
        for (int i = 0; i < 200; i++) {
            page.addUsers(user("user-" + i, ""));
        }
        server.answer(server.next(), Frame.newBuilder().setOnline(page));
        List<String> shown = screen.taken();
        assertEquals(202, shown.size());
        assertEquals("*   and 99800 more", shown.get(201));
        assertTrue(server.hasNothing());
    }

    @Test
    void groupsAndMembersAreListed() {
        begin();
        client.typed("/groups");
        server.answer(
                server.next(),
                Frame.newBuilder()
                        .setGroups(Groups.newBuilder()
                                .addGroups(group("dev", "Developers", 2))
                                .setTotal(1)));
        client.typed("/members dev");
        Frame request = server.next();
        assertEquals("dev", request.getListMembers().getGroupId());
        server.answer(
                request,
                Frame.newBuilder()
                        .setMembers(
                                Members.newBuilder().addMembers(user("bob", "")).setTotal(1)));
        client.typed("/groups");
        server.answer(server.next(), Frame.newBuilder().setGroups(Groups.getDefaultInstance()));
        assertEquals(
                List.of(
                        "* groups, 1 in all:",
                        "*   #dev (Developers), 2 members",
                        "* members of #dev, 1 in all:",
                        "*   bob",
                        "* groups, 0 in all"),
                screen.taken());
    }

    @Test
    void aLostConnectionIsMadeAgainWithTheGroupsOfBefore() {
        begin();
        join("dev");
        create("old", "The Old Ones");
        join("left");
        leave("left");
        screen.taken();
        server.lose("connection reset");
        assertEquals(List.of("* no connection (connection reset); next attempt in 0.5 s"), screen.taken());
        loop.advance(Duration.ofMillis(499));
        assertEquals(1, server.attempts());
        loop.advance(LONG);
        assertEquals(2, server.attempts());
        server.letIn();
        Frame first = server.next();
        assertEquals("dev", first.getJoinGroup().getGroupId());
        Frame second = server.next();
        assertEquals("old", second.getJoinGroup().getGroupId());
        assertTrue(server.hasNothing());
        server.answer(first, joined("dev"));
        server.refuse(second, Error.Code.UNKNOWN_GROUP, "gone");
        Frame third = server.next();
        assertEquals("old", third.getCreateGroup().getGroupId());
        assertEquals("The Old Ones", third.getCreateGroup().getDisplayName());
        server.answer(third, created("old", "The Old Ones"));
        assertEquals(
                List.of("* connected again to host:7010 as ann", "* back in #dev", "* back in #old"), screen.taken());
    }

    @Test
    void aGroupThatAnotherMadeAgainFirstIsJoined() {
        begin();
        join("dev");
        reconnect();
        server.refuse(server.next(), Error.Code.UNKNOWN_GROUP, "gone");
        server.refuse(server.next(), Error.Code.GROUP_EXISTS, "there");
        Frame again = server.next();
        assertTrue(again.hasJoinGroup());
        screen.taken();
        server.refuse(again, Error.Code.UNKNOWN_GROUP, "gone once more");
        assertEquals(List.of("* no longer in #dev: gone once more"), screen.taken());
        assertTrue(server.hasNothing());
    }

    @Test
    void attemptsGetRarerAndBeginAnewAfterASuccess() {
        begin();
        server.lose("a");
        for (int i = 0; i < 8; i++) {
            loop.advance(LONG);
            server.lose("b");
        }
        List<String> shown = screen.taken();
        assertEquals("* no connection (a); next attempt in 0.5 s", shown.get(0));
        assertEquals("* no connection (b); next attempt in 1.0 s", shown.get(1));
        assertEquals("* no connection (b); next attempt in 30.0 s", shown.get(8));
        loop.advance(LONG);
        server.letIn();
        screen.taken();
        server.lose("c");
        assertEquals(List.of("* no connection (c); next attempt in 0.5 s"), screen.taken());
    }

    @Test
    void whatCannotBeSentIsSaid() {
        begin();
        client.typed("/msg bob one");
        client.typed("/msg bob two");
        server.lose("reset");
        client.typed("/msg bob three");
        client.typed("/to bob");
        assertEquals(
                List.of(
                        "* what was sent last may not have arrived",
                        "* no connection (reset); next attempt in 0.5 s",
                        "* not sent: there is no connection",
                        "* not sent: there is no connection",
                        "* lines go to bob now"),
                screen.taken());
    }

    @Test
    void aCongestedConnectionIsSaid() {
        begin();
        server.refuseFrames();
        client.typed("/msg bob one");
        assertEquals(List.of("* not sent: the connection takes nothing at the moment"), screen.taken());
    }

    @Test
    void aServerThatGivesNoSignOfLifeIsLeft() {
        begin();
        loop.advance(Duration.ofMinutes(10));
        assertEquals(List.of(), screen.taken());
        server.ignorePings();
        loop.advance(Duration.ofSeconds(61));
        assertTrue(screen.taken().get(0).startsWith("* no connection (no sign of life from the server)"));
        assertEquals(2, server.attempts());
    }

    @Test
    void eventsOfAnEarlierConnectionAreDropped() {
        begin();
        server.ignorePings();
        loop.advance(Duration.ofSeconds(60));
        screen.taken();
        server.lose("late");
        assertEquals(List.of(), screen.taken());
    }

    @Test
    void whoLogsInSomewhereElseEndsTheSessionHere() {
        begin();
        server.tell(Frame.newBuilder().setGoodbye(Goodbye.newBuilder().setReason(Goodbye.Reason.REPLACED)));
        assertFailed("QS-411", "ann has logged in somewhere else, which ends the session here");
        server.lose("closed");
        loop.advance(LONG);
        assertEquals(1, server.attempts());
    }

    @Test
    void aServerThatSendsAwayIsComeBackTo() {
        begin();
        server.tell(Frame.newBuilder().setGoodbye(Goodbye.newBuilder().setReason(Goodbye.Reason.IDLE)));
        server.lose("closed");
        assertEquals(
                List.of("* the server closes the connection: idle", "* no connection (closed); next attempt in 0.5 s"),
                screen.taken());
    }

    @Test
    void theEndOfTheInputLeavesWhenAllIsAnswered() {
        client.start();
        client.typed("/msg bob hello");
        client.inputEnded();
        server.letIn();
        Frame message = server.next();
        assertTrue(server.hasNothing());
        server.acknowledge(message, 1);
        Frame logout = server.next();
        assertTrue(logout.hasLogout());
        assertFalse(client.ended().isDone());
        server.answer(logout, Frame.newBuilder().setGoodbye(Goodbye.newBuilder().setReason(Goodbye.Reason.LOGGED_OUT)));
        assertTrue(client.ended().isDone());
        client.ended().join();
        assertTrue(server.isClosed());
    }

    @Test
    void leavingDoesNotWaitForAServerForever() {
        begin();
        client.typed("/quit");
        assertTrue(server.next().hasLogout());
        loop.advance(Duration.ofSeconds(4));
        assertFalse(client.ended().isDone());
        loop.advance(Duration.ofSeconds(1));
        client.ended().join();
    }

    @Test
    void aConnectionLostWhileLeavingIsAsGood() {
        begin();
        client.typed("/quit");
        server.lose("closed");
        client.ended().join();
        assertEquals(List.of(), screen.taken());
    }

    @Test
    void anInterruptLeavesAtOnceWhereNobodyIsThere() {
        client.start();
        client.typed("/msg bob hello");
        client.interrupted();
        client.ended().join();
        server.open();
        assertTrue(server.isClosed());
        assertTrue(server.hasNothing());
    }

    @Test
    void aSecondInterruptDoesNotWaitForTheGoodbye() {
        begin();
        client.interrupted();
        assertTrue(server.next().hasLogout());
        assertFalse(client.ended().isDone());
        client.interrupted();
        client.ended().join();
    }

    @Test
    void quittingWithoutAConnectionEndsTheAttempts() {
        begin();
        server.lose("reset");
        client.typed("/quit");
        client.ended().join();
        loop.advance(LONG);
        assertEquals(1, server.attempts());
    }

    private void begin() {
        client.start();
        server.letIn();
        assertEquals(List.of("* connected to host:7010 as ann"), screen.taken());
    }

    private void reconnect() {
        server.lose("reset");
        loop.advance(LONG);
        server.letIn();
    }

    private void join(String group) {
        client.typed("/group join " + group);
        server.answer(server.next(), joined(group));
    }

    private void create(String group, String title) {
        client.typed("/group create " + group + " " + title);
        server.answer(server.next(), created(group, title));
    }

    private void leave(String group) {
        client.typed("/group leave " + group);
        server.answer(
                server.next(),
                Frame.newBuilder().setGroupLeft(GroupLeft.newBuilder().setGroupId(group)));
    }

    private void assertFailed(String code, String message) {
        CompletionException e =
                assertThrows(CompletionException.class, () -> client.ended().join());
        QuaysideException cause = (QuaysideException) e.getCause();
        assertEquals(code, cause.code());
        assertEquals(message, cause.getMessage());
    }

    private static Frame.Builder joined(String group) {
        return Frame.newBuilder().setGroupJoined(GroupJoined.newBuilder().setGroup(group(group, "", 2)));
    }

    private static Frame.Builder created(String group, String title) {
        return Frame.newBuilder().setGroupCreated(GroupCreated.newBuilder().setGroup(group(group, title, 1)));
    }

    private static Group.Builder group(String id, String name, int members) {
        return Group.newBuilder().setGroupId(id).setDisplayName(name).setMemberCount(members);
    }

    private static User.Builder user(String id, String name) {
        return User.newBuilder().setUserId(id).setDisplayName(name);
    }
}
