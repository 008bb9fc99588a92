package io.quayside.plugin.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.chat.v1.Error.Code;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.GroupEvent;
import io.quayside.chat.v1.GroupEvent.Kind;
import io.quayside.chat.v1.Members;
import io.quayside.chat.v1.Online;
import io.quayside.chat.v1.User;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold at rest after many threads have done the same things to the same users and groups. */
class RacesTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 500;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofManyLoginsOfOneUserOneIsLeft(boolean blocking) throws InterruptedException {
        Chat chat = chat(blocking, Map.of());
        Queue<Client> clients = new ConcurrentLinkedQueue<>();

        Threads.run(THREADS, thread -> {
            for (int i = 0; i < ROUNDS; i++) {
                Client client = chat.connect();
                clients.add(client);
                client.tell(Client.login("ann", "Ann"));
                client.tell(Client.createGroup("g" + thread, "G"));
            }
        });

        List<Client> open =
                clients.stream().filter(client -> client.session().isOpen()).toList();
        assertEquals(1, open.size());
        assertEquals(1, chat.figure("users.online"));
        Client bob = chat.user("bob");
        assertTrue(bob.ask(Client.sendPrivate("ann", "still there?")).hasAcknowledged());
        clients.forEach(client -> assertEquals(List.of(), client.session().failures()));
        open.get(0).session().lose();
        assertNobodyIsLeft(chat, bob);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void loginsAndClosesOfOneUserLeaveNothingBehind(boolean blocking) throws InterruptedException {
        Chat chat = chat(blocking, Map.of());

        Threads.run(THREADS, thread -> {
            for (int i = 0; i < ROUNDS; i++) {
                Client client = chat.connect();
                client.tell(Client.login("ann", "Ann"));
                client.tell(Client.joinGroup("quay"));
                client.tell(Client.createGroup("quay", "Quay"));
                client.session().lose();
                assertEquals(List.of(), client.session().failures());
            }
        });

        assertNobodyIsLeft(chat, chat.user("bob"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void membersThatComeAndGoAgreeWithWhatTheGroupHolds(boolean blocking) throws InterruptedException {
        Chat chat = chat(blocking, Map.of());
        List<Client> clients = users(chat, THREADS);

        Threads.run(THREADS, thread -> {
            Client client = clients.get(thread);
            Random random = new Random(thread);
            for (int i = 0; i < ROUNDS; i++) {
                comeOrGo(client, random.nextInt(4));
            }
        });

        Client last = chat.user("zoe");
        Frame joined = last.ask(Client.joinGroup("quay"));
        Frame inside = joined.hasGroupJoined() ? joined : last.ask(Client.createGroup("quay", "Quay"));
        assertFalse(inside.hasError(), inside::toString);
        Members members = last.ask(Client.listMembers("quay", "", 0)).getMembers();
        clients.forEach(Client::allUnasked);
        int reached = last.ask(Client.sendGroup("quay", "who is here?"))
                .getAcknowledged()
                .getRecipients();
        assertEquals(members.getTotal() - 1, reached);
        clients.forEach(client -> client.session().lose());
        last.ask(Client.leaveGroup("quay"));
        assertNobodyIsLeft(chat, last);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aGroupNeverHasMoreMembersThanItMay(int size) throws InterruptedException {
        Chat chat = chat(false, Map.of("group-size", size));
        List<Client> clients = users(chat, THREADS);
        AtomicInteger inside = new AtomicInteger();

        Threads.run(THREADS, thread -> {
            Client client = clients.get(thread);
            for (int i = 0; i < ROUNDS; i++) {
                if (enters(client)) {
                    assertTrue(inside.incrementAndGet() <= size);
                    inside.decrementAndGet();
                    assertTrue(client.ask(Client.leaveGroup("quay")).hasGroupLeft());
                }
            }
        });

        assertEquals(0, chat.figure("groups"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoWatchesAGroupSeesEveryUserComeBeforeGoing(boolean blocking) throws InterruptedException {
        Chat chat = chat(blocking, Map.of());
        Client watcher = chat.user("watcher");
        watcher.ask(Client.createGroup("quay", "Quay"));

        Threads.run(THREADS, thread -> {
            for (int i = 0; i < ROUNDS; i++) {
                Client client = chat.connect();
                client.tell(Client.login("ann", "Ann"));
                client.tell(Client.joinGroup("quay"));
                if (i % 3 == 0) {
                    client.session().lose();
                }
            }
        });

        Kind expected = Kind.JOINED;
        Map<Kind, Integer> seen = new EnumMap<>(Kind.class);
        for (Frame frame : watcher.allUnasked()) {
            GroupEvent event = frame.getGroupEvent();
            assertEquals(expected, event.getKind());
            seen.merge(expected, 1, Integer::sum);
            expected = expected == Kind.JOINED ? Kind.LEFT : Kind.JOINED;
        }
        assertTrue(seen.getOrDefault(Kind.JOINED, 0) > 0);
        int there = watcher.ask(Client.listMembers("quay", "", 0)).getMembers().getTotal() - 1;
        assertEquals(expected == Kind.JOINED ? 0 : 1, there);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void messagesBetweenUsersThatComeAndGoAreAcknowledgedOrRefused(boolean blocking) throws InterruptedException {
        Chat chat = chat(blocking, Map.of());

        Threads.run(THREADS, thread -> {
            for (int i = 0; i < ROUNDS; i++) {
                Client client = chat.user("user" + thread);
                Frame answer = client.ask(Client.sendPrivate("user" + (thread + 1) % THREADS, "hi"));
                assertTrue(
                        answer.hasAcknowledged() || answer.getError().getCode() == Code.UNKNOWN_RECIPIENT,
                        answer::toString);
                client.session().lose();
            }
        });

        assertNobodyIsLeft(chat, chat.user("bob"));
    }

    private static Chat chat(boolean blocking, Map<String, ?> settings) {
        return new Chat(settings, blocking ? new BlockingStore() : new MemoryChatStore());
    }

    private static List<Client> users(Chat chat, int count) throws InterruptedException {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(chat.user("user" + i));
        }
        return clients;
    }

    private static void comeOrGo(Client client, int choice) throws InterruptedException {
        switch (choice) {
            case 0 -> client.ask(Client.createGroup("quay", "Quay"));
            case 1 -> client.ask(Client.joinGroup("quay"));
            case 2 -> client.ask(Client.sendGroup("quay", "ahoy"));
            default -> client.ask(Client.leaveGroup("quay"));
        }
    }

    private static boolean enters(Client client) throws InterruptedException {
        return client.ask(Client.joinGroup("quay")).hasGroupJoined()
                || client.ask(Client.createGroup("quay", "Quay")).hasGroupCreated();
    }

    /** But the one who asks. */
    private static void assertNobodyIsLeft(Chat chat, Client asking) throws InterruptedException {
        Online online = asking.ask(Client.listOnline("", 0)).getOnline();
        TreeSet<String> ids = new TreeSet<>(
                online.getUsersList().stream().map(User::getUserId).toList());
        assertEquals(1, online.getTotal(), ids::toString);
        assertEquals(1, ids.size(), ids::toString);
        assertEquals(0, chat.figure("groups"));
        assertEquals(0, asking.ask(Client.listGroups("", 0)).getGroups().getTotal());
    }
}
