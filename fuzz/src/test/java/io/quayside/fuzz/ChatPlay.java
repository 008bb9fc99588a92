package io.quayside.fuzz;

import io.quayside.chat.v1.CreateGroup;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.Login;
import io.quayside.transport.simulated.Faults;
import io.quayside.transport.simulated.SimulatedNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A chat with a few clients, from the start to the end, when everything that they left behind is looked for. */
final class ChatPlay {
    static final List<String> USERS = List.of("ann", "bob", "cy");
    static final List<String> GROUPS = List.of("g0", "g1", "g2");

    private static final Duration A_MOMENT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(2);

    private final ChatHouse house;
    private final ChatBooks books = new ChatBooks();
    private final List<ChatPeer> all = new ArrayList<>();
    private final ChatPeer[] clients;

    /** What a target does with a chat. */
    interface Script {
        /** Plays; throws when something is wrong. */
        void play(ChatPlay play) throws Exception;
    }

    private ChatPlay(SimulatedNetwork network, int clients) throws Exception {
        this.house = new ChatHouse(network);
        this.clients = new ChatPeer[clients];
        for (int i = 0; i < clients; i++) {
            this.clients[i] = connect();
        }
        pass(A_MOMENT);
    }

    /** Plays from the beginning to the end. The network is quick and whole, or in trouble that breaks no connection. */
    static void run(int network, int clients, Script script) {
        Faults faults = network % 4 == 3 ? Faults.lossless() : Faults.none();
        SimulatedNetwork.check(network, faults, on -> {
            ChatPlay play = new ChatPlay(on, clients);
            script.play(play);
            play.end();
        });
    }

    private ChatPeer connect() {
        ChatPeer made = new ChatPeer(house.connect(), books);
        all.add(made);
        return made;
    }

    /** The client at a place; another one, if the one before has left. */
    ChatPeer client(int place) {
        int at = place % clients.length;
        if (clients[at].isGone()) {
            clients[at] = connect();
        }
        return clients[at];
    }

    /** Lets time pass, and all clients look. */
    void pass(Duration time) {
        house.pass(time);
        all.forEach(ChatPeer::look);
    }

    private void end() throws Exception {
        pass(A_MOMENT);
        leaveAll();
        house.network.faults(Faults.none());
        comeAgain();
        leaveAll();
        house.stop();
        all.forEach(ChatPeer::look);
        all.forEach(each -> each.requireEnd(house.plugin));
        books.check();
    }

    private void leaveAll() {
        all.forEach(each -> {
            each.reads(true);
            each.leave(0);
        });
        house.awaitNobody();
        all.forEach(ChatPeer::look);
    }

    /** Whoever was here before, everybody can log in again and make every group. */
    private void comeAgain() {
        List<ChatPeer> again = new ArrayList<>();
        for (int i = 0; i < USERS.size(); i++) {
            ChatPeer client = connect();
            client.send(login(1, USERS.get(i), "again"));
            pass(LONG);
            client.send(Frame.newBuilder()
                    .setRef(2)
                    .setCreateGroup(
                            CreateGroup.newBuilder().setGroupId(GROUPS.get(i)).setDisplayName("again"))
                    .build());
            again.add(client);
        }
        pass(LONG);
        for (int i = 0; i < USERS.size(); i++) {
            again.get(i).requireWelcome(GROUPS.get(i));
        }
    }

    static Frame login(long ref, String user, String name) {
        return Frame.newBuilder()
                .setRef(ref)
                .setLogin(Login.newBuilder().setUserId(user).setDisplayName(name))
                .build();
    }
}
