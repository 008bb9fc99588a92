package io.quayside.plugin.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.quayside.chat.v1.Error.Code;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.Goodbye;
import io.quayside.chat.v1.GroupEvent;
import io.quayside.chat.v1.Logout;
import io.quayside.chat.v1.Online;
import io.quayside.chat.v1.Ping;
import io.quayside.chat.v1.Pong;
import io.quayside.chat.v1.User;
import io.quayside.chat.v1.Welcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoginTest {
    private final Chat chat = new Chat();

    @Test
    void welcomeTellsTheLimits() throws InterruptedException {
        Chat tight = new Chat(Map.of("max-text", "1k", "group-size", 7, "groups-per-user", 3, "online-page", 9));

        Welcome welcome = tight.connect().ask(Client.login("ann", "Ann")).getWelcome();

        User ann = User.newBuilder().setUserId("ann").setDisplayName("Ann").build();
        assertEquals(ann, welcome.getUser());
        assertEquals(FakeFramework.START_MILLIS, welcome.getServerTimeMs());
        assertEquals(1024, welcome.getMaxTextBytes());
        assertEquals(7, welcome.getMaxGroupMembers());
        assertEquals(3, welcome.getMaxGroupsPerUser());
        assertEquals(9, welcome.getMaxPage());
        assertEquals(1, tight.figure("logins"));
        assertEquals(1, tight.figure("users.online"));
    }

    @Test
    void aSessionIsEstablishedByItsLogin() throws InterruptedException {
        Client ann = chat.connect();
        ann.ask(Frame.newBuilder().setPing(Ping.getDefaultInstance()));
        assertFalse(ann.session().isEstablished());
        ann.ask(Client.login("ann", "Ann"));
        assertTrue(ann.session().isEstablished());
    }

    @Test
    void whoWaitsIsToldTheirPlace() {
        Frame notice = chat.plugin().waiting(7);
        assertEquals(0, notice.getRef());
        assertEquals(7, notice.getWaiting().getPlace());
    }

    @Test
    void pingIsAnsweredBeforeLogin() throws InterruptedException {
        ByteString payload = ByteString.copyFromUtf8("are you there");

        Frame answer =
                chat.connect().ask(Frame.newBuilder().setPing(Ping.newBuilder().setPayload(payload)));

        assertEquals(Pong.newBuilder().setPayload(payload).build(), answer.getPong());
    }

    @Test
    void pingHasABound() throws InterruptedException {
        Ping.Builder ping = Ping.newBuilder().setPayload(ByteString.copyFrom(new byte[1025]));

        assertEquals(
                Code.TEXT_TOO_LONG, chat.connect().errorOf(Frame.newBuilder().setPing(ping)));
    }

    @Test
    void nothingElseIsCarriedOutBeforeLogin() throws InterruptedException {
        List<Frame.Builder> requests = List.of(
                Frame.newBuilder().setLogout(Logout.getDefaultInstance()),
                Client.listOnline("", 0),
                Client.sendPrivate("bob", "hi"),
                Client.createGroup("g", "G"),
                Client.joinGroup("g"),
                Client.leaveGroup("g"),
                Client.listGroups("", 0),
                Client.listMembers("g", "", 0),
                Client.sendGroup("g", "hi"));
        Client client = chat.connect();

        for (Frame.Builder request : requests) {
            assertEquals(Code.NOT_LOGGED_IN, client.errorOf(request));
        }
        assertTrue(client.session().isOpen());
        assertEquals(requests.size(), chat.figure("requests.refused"));
    }

    @Test
    void framesWithoutAKnownKindAreUnsupported() throws InterruptedException {
        Client client = chat.user("ann");
        Frame.Builder both = Client.sendPrivate("ann", "hi").setPong(Pong.getDefaultInstance());

        assertEquals(Code.UNSUPPORTED, client.errorOf(Frame.newBuilder()));
        assertEquals(Code.UNSUPPORTED, client.errorOf(Frame.newBuilder().setPong(Pong.getDefaultInstance())));
        assertEquals(Code.UNSUPPORTED, client.errorOf(both));
        assertEquals(List.of(), client.allUnasked());
        assertTrue(client.session().isOpen());
    }

    @Test
    void aWrongLoginMayBeTriedAgain() throws InterruptedException {
        Client client = chat.connect();

        assertEquals(Code.INVALID_USER_ID, client.errorOf(Client.login("Ann", "Ann")));
        assertEquals(Code.INVALID_NAME, client.errorOf(Client.login("ann", "")));
        assertEquals(Code.NAME_TOO_LONG, client.errorOf(Client.login("ann", "n".repeat(65))));
        assertTrue(client.ask(Client.login("ann", "Ann")).hasWelcome());
    }

    @Test
    void oneConnectionIsOneLogin() throws InterruptedException {
        Client client = chat.user("ann");

        assertEquals(Code.ALREADY_LOGGED_IN, client.errorOf(Client.login("bob", "Bob")));
        assertEquals(Code.ALREADY_LOGGED_IN, client.errorOf(Client.login("ann", "Ann")));
        assertEquals(1, chat.figure("users.online"));
    }

    @Test
    void logoutIsAnsweredAndCloses() throws InterruptedException {
        Client ann = chat.user("ann");

        Frame answer = ann.ask(Frame.newBuilder().setLogout(Logout.getDefaultInstance()));

        assertEquals(Goodbye.Reason.LOGGED_OUT, answer.getGoodbye().getReason());
        assertTrue(ann.session().ended());
        assertEquals(0, chat.figure("users.online"));
        assertTrue(chat.connect().ask(Client.login("ann", "Ann")).hasWelcome());
    }

    @Test
    void whoLeavesWithoutAWordIsOnlineNoMore() throws InterruptedException {
        Client ann = chat.user("ann");
        Client bob = chat.user("bob");

        ann.session().lose();

        assertEquals(List.of("bob"), idsOf(bob.ask(Client.listOnline("", 0)).getOnline()));
        assertEquals(Code.UNKNOWN_RECIPIENT, bob.errorOf(Client.sendPrivate("ann", "hi")));
    }

    @Test
    void theNewestSessionOfAUserWins() throws InterruptedException {
        Client older = chat.user("ann");
        Client newer = chat.user("ann");
        Client bob = chat.user("bob");

        assertEquals(Goodbye.Reason.REPLACED, older.nextUnasked().getGoodbye().getReason());
        assertTrue(older.session().ended());
        assertTrue(bob.ask(Client.sendPrivate("ann", "hi")).hasAcknowledged());
        assertEquals("hi", newer.nextUnasked().getPrivateMessage().getText());
        assertEquals(2, chat.figure("users.online"));
        assertEquals(1, chat.figure("logins.replaced"));
    }

    @Test
    void theNewerSessionWaitsUntilTheOlderHasLeftItsGroups() throws InterruptedException {
        Client older = chat.user("ann");
        Client bob = chat.user("bob");
        older.ask(Client.createGroup("g", "G"));
        bob.ask(Client.joinGroup("g"));
        older.allUnasked();
        older.session().hold();

        Client newer = chat.connect();
        long login = newer.tell(Client.login("ann", "Ann"));
        assertEquals(Code.NOT_LOGGED_IN, answered(newer, login + 1, Client.joinGroup("g")));
        assertEquals(Code.ALREADY_LOGGED_IN, answered(newer, login + 2, Client.login("ann", "Ann")));

        older.session().resume();

        assertTrue(newer.answerTo(login).hasWelcome());
        assertEquals(GroupEvent.Kind.LEFT, bob.nextUnasked().getGroupEvent().getKind());
        assertTrue(newer.ask(Client.joinGroup("g")).hasGroupJoined());
        assertEquals(GroupEvent.Kind.JOINED, bob.nextUnasked().getGroupEvent().getKind());
        assertEquals(2, chat.figure("users.online"));
    }

    @Test
    void ofThoseThatWaitTheNewestWins() throws InterruptedException {
        Client first = chat.user("ann");
        first.session().hold();
        Client second = chat.connect();
        second.tell(Client.login("ann", "Ann"));
        Client third = chat.connect();
        long login = third.tell(Client.login("ann", "Ann"));

        assertEquals(Goodbye.Reason.REPLACED, second.nextUnasked().getGoodbye().getReason());
        assertTrue(second.session().ended());
        first.session().resume();

        assertTrue(third.answerTo(login).hasWelcome());
        assertEquals(1, chat.figure("users.online"));
    }

    @Test
    void aSeatIsHandedOnWhenTheSessionThatWaitedForItIsGone() throws InterruptedException {
        Client first = chat.user("ann");
        first.session().hold();
        Client second = chat.connect();
        second.tell(Client.login("ann", "Ann"));
        second.session().lose();
        first.session().resume();

        assertEquals(0, chat.figure("users.online"));
        assertTrue(chat.connect().ask(Client.login("ann", "Ann")).hasWelcome());
    }

    @Test
    void aSeatIsHandedOnWhenItsNewHolderClosesBeforeItsWelcome() throws InterruptedException {
        Client first = chat.user("ann");
        first.session().hold();
        Client second = chat.connect();
        second.tell(Client.login("ann", "Ann"));
        second.session().hold();
        first.session().resume();
        second.session().lose();
        Client third = chat.connect();
        long login = third.tell(Client.login("ann", "Ann"));
        second.session().resume();

        assertTrue(third.answerTo(login).hasWelcome());
        assertEquals(1, chat.figure("users.online"));
    }

    @Test
    void aSessionThatDoesNotLogInIsClosed() throws InterruptedException {
        Client silent = chat.connect();
        chat.framework().pass(Duration.ofSeconds(29));
        assertTrue(silent.session().isOpen());

        chat.framework().pass(Duration.ofSeconds(1));

        assertEquals(
                Goodbye.Reason.LOGIN_TIMEOUT, silent.nextUnasked().getGoodbye().getReason());
        assertEquals("not logged in within 30000 ms", silent.session().closeDetail());
        assertEquals(1, chat.figure("logins.timed-out"));
    }

    @Test
    void aLoginThatWaitsTooLongTimesOutToo() throws InterruptedException {
        Client older = chat.user("ann");
        older.session().hold();
        Client newer = chat.connect();
        newer.tell(Client.login("ann", "Ann"));

        chat.framework().pass(Duration.ofSeconds(30));

        assertEquals(
                Goodbye.Reason.LOGIN_TIMEOUT, newer.nextUnasked().getGoodbye().getReason());
        older.session().resume();
        assertEquals(0, chat.figure("users.online"));
    }

    @Test
    void whoHasLoggedInStays() throws InterruptedException {
        Client ann = chat.user("ann");

        chat.framework().pass(Duration.ofHours(1));

        assertTrue(ann.session().isOpen());
        assertFalse(ann.session().ended());
    }

    @Test
    void idleIsSaidGoodbyeTo() throws InterruptedException {
        Client ann = chat.user("ann");

        ann.session().goIdle();

        assertEquals(Goodbye.Reason.IDLE, ann.nextUnasked().getGoodbye().getReason());
        assertEquals(0, chat.figure("users.online"));
    }

    @Test
    void onlineComesInPages() throws InterruptedException {
        Chat paged = new Chat(Map.of("online-page", 2));
        Client carl = paged.user("carl");
        for (String id : List.of("ann", "bob", "dora", "eve")) {
            paged.user(id);
        }

        Online first = carl.ask(Client.listOnline("", 0)).getOnline();
        Online second = carl.ask(Client.listOnline(first.getNext(), 100)).getOnline();
        Online third = carl.ask(Client.listOnline(second.getNext(), 1)).getOnline();

        assertEquals(List.of("ann", "bob"), idsOf(first));
        assertEquals(List.of("carl", "dora"), idsOf(second));
        assertEquals(List.of("eve"), idsOf(third));
        assertEquals("", third.getNext());
        assertEquals(5, third.getTotal());
        assertEquals("ANN", first.getUsers(0).getDisplayName());
    }

    private static Code answered(Client client, long ref, Frame.Builder request) throws InterruptedException {
        assertEquals(ref, client.tell(request));
        return client.answerTo(ref).getError().getCode();
    }

    private static List<String> idsOf(Online online) {
        return online.getUsersList().stream().map(User::getUserId).toList();
    }
}
