package io.quayside.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.chat.v1.CreateGroup;
import io.quayside.chat.v1.Error;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.Goodbye;
import io.quayside.chat.v1.GroupEvent;
import io.quayside.chat.v1.JoinGroup;
import io.quayside.chat.v1.ListOnline;
import io.quayside.chat.v1.Login;
import io.quayside.chat.v1.SendGroup;
import io.quayside.chat.v1.SendPrivate;
import io.quayside.core.Client;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Chat over real sockets, with the framework's own client. */
class ChatTest extends OverEachTransport {

    @Test
    void twoUsersTalkPrivatelyAndInAGroup() throws Exception {
        try (RunningServer server = withEverything(Map.of());
                Client client = client().build()) {
            SocketAddress chat = server.address("chat");
            ChatUser ann = ChatUser.login(client, chat, "ann");
            ChatUser bob = ChatUser.login(client, chat, "bob");

            Frame acknowledged = ann.ask(privately("bob", "hello"));
            Frame heard = bob.next();
            assertEquals("hello", heard.getPrivateMessage().getText());
            assertEquals("ann", heard.getPrivateMessage().getFrom().getUserId());
            assertEquals(
                    acknowledged.getAcknowledged().getMessageId(),
                    heard.getPrivateMessage().getMessageId());

            assertTrue(ann.ask(Frame.newBuilder()
                            .setCreateGroup(
                                    CreateGroup.newBuilder().setGroupId("team").setDisplayName("The team")))
                    .hasGroupCreated());
            assertTrue(bob.ask(join("team")).hasGroupJoined());
            assertEquals(GroupEvent.Kind.JOINED, ann.next().getGroupEvent().getKind());
            assertEquals(
                    1, bob.ask(toGroup("team", "all here?")).getAcknowledged().getRecipients());
            assertEquals("all here?", ann.next().getGroupMessage().getText());

            Frame nobody = ann.ask(privately("carol", "hello?"));
            assertEquals(Error.Code.UNKNOWN_RECIPIENT, nobody.getError().getCode());

            bob.leave();
            assertEquals(GroupEvent.Kind.LEFT, ann.next().getGroupEvent().getKind());
            ann.leave();
            server.awaitEverythingBack();
        }
    }

    @Test
    void aSecondLoginReplacesTheFirst() throws Exception {
        try (RunningServer server = withEverything(Map.of());
                Client client = client().build()) {
            SocketAddress chat = server.address("chat");
            ChatUser first = ChatUser.login(client, chat, "ann");
            ChatUser second = ChatUser.login(client, chat, "ann");
            assertEquals(Goodbye.Reason.REPLACED, first.next().getGoodbye().getReason());
            first.awaitClosed();
            ChatUser bob = ChatUser.login(client, chat, "bob");
            assertTrue(bob.ask(privately("ann", "which of you?")).hasAcknowledged());
            assertEquals("which of you?", second.next().getPrivateMessage().getText());
            second.leave();
            bob.leave();
            server.awaitEverythingBack();
        }
    }

    @Test
    void whatComesBeforeLoginIsRefusedAndTheSessionStaysOpen() throws Exception {
        try (RunningServer server = withEverything(Map.of());
                Client client = client().build()) {
            ChatUser ann = ChatUser.connect(client, server.address("chat"), "ann");
            assertEquals(
                    Error.Code.NOT_LOGGED_IN,
                    ann.ask(privately("bob", "x")).getError().getCode());
            assertEquals(
                    Error.Code.NAME_TOO_LONG,
                    ann.ask(Frame.newBuilder()
                                    .setLogin(
                                            Login.newBuilder().setUserId("ann").setDisplayName("x".repeat(65))))
                            .getError()
                            .getCode());
            assertTrue(ann.ask(Frame.newBuilder()
                            .setLogin(Login.newBuilder().setUserId("ann").setDisplayName("Ann")))
                    .hasWelcome());
            ann.leave();
            server.awaitEverythingBack();
        }
    }

    @Test
    void twoHundredUsersTalkToEachOtherAndToAll() throws Exception {
        int users = 200;
        try (RunningServer server = withEverything(Map.of());
                Client client = client().pool(Map.of("memory", "64m")).build()) {
            SocketAddress chat = server.address("chat");
            List<ChatUser> all = new ArrayList<>();
            for (int i = 0; i < users; i++) {
                all.add(ChatUser.login(client, chat, "user" + i));
            }
            assertEquals(users, online(all.get(0)).size());

            for (int i = 0; i < users; i++) {
                all.get(i).post(privately("user" + (i + 1) % users, "from " + i));
                all.get(i).post(privately("user" + (i + 7) % users, "from " + i));
            }
            for (ChatUser user : all) {
                assertTrue(user.nextAnswer().hasAcknowledged());
                assertTrue(user.nextAnswer().hasAcknowledged());
            }
            for (int i = 0; i < users; i++) {
                Set<String> texts = new HashSet<>();
                texts.add(all.get(i).next().getPrivateMessage().getText());
                texts.add(all.get(i).next().getPrivateMessage().getText());
                assertEquals(Set.of("from " + (i + users - 1) % users, "from " + (i + users - 7) % users), texts);
            }

            everybodyInOneGroup(all);
            for (ChatUser user : all) {
                user.session().close();
            }
            for (ChatUser user : all) {
                user.awaitClosed();
            }
            server.awaitEverythingBack();
        }
    }

    /** Each of all says one thing; each of all hears what the others said, and what one sender said in order. */
    private static void everybodyInOneGroup(List<ChatUser> all) throws Exception {
        assertTrue(all.get(0)
                .ask(Frame.newBuilder()
                        .setCreateGroup(
                                CreateGroup.newBuilder().setGroupId("all").setDisplayName("All")))
                .hasGroupCreated());
        for (ChatUser user : all.subList(1, all.size())) {
            assertTrue(user.ask(join("all")).hasGroupJoined());
        }
        for (ChatUser user : all) {
            user.post(toGroup("all", "1"));
            user.post(toGroup("all", "2"));
        }
        for (ChatUser user : all) {
            Map<String, Integer> heard = new HashMap<>();
            while (heard.values().stream().filter(n -> n == 2).count() < all.size() - 1) {
                Frame frame = user.next();
                if (frame.hasGroupMessage()) {
                    String from = frame.getGroupMessage().getFrom().getUserId();
                    int number = Integer.parseInt(frame.getGroupMessage().getText());
                    assertEquals(heard.getOrDefault(from, 0) + 1, number, () -> user.id() + " heard " + from);
                    heard.put(from, number);
                }
            }
            assertFalse(heard.containsKey(user.id()), "nobody hears himself");
        }
    }

    private static Set<String> online(ChatUser asker) throws InterruptedException {
        Set<String> seen = new HashSet<>();
        String after = "";
        do {
            Frame page = asker.ask(
                    Frame.newBuilder().setListOnline(ListOnline.newBuilder().setAfter(after)));
            page.getOnline().getUsersList().forEach(user -> seen.add(user.getUserId()));
            after = page.getOnline().getNext();
        } while (!after.isEmpty());
        return seen;
    }

    private static Frame.Builder privately(String to, String text) {
        return Frame.newBuilder()
                .setSendPrivate(SendPrivate.newBuilder().setTo(to).setText(text));
    }

    private static Frame.Builder join(String group) {
        return Frame.newBuilder().setJoinGroup(JoinGroup.newBuilder().setGroupId(group));
    }

    private static Frame.Builder toGroup(String group, String text) {
        return Frame.newBuilder()
                .setSendGroup(SendGroup.newBuilder().setGroupId(group).setText(text));
    }
}
