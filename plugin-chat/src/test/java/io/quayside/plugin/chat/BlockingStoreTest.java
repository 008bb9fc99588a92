package io.quayside.plugin.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.quayside.chat.v1.Error.Code;
import io.quayside.chat.v1.Goodbye;
import io.quayside.chat.v1.GroupEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The chat keeps every rule when its store blocks, takes its time, or fails. */
class BlockingStoreTest {
    private final BlockingStore store = new BlockingStore();
    private final Chat chat = new Chat(Map.of(), store);

    /** What a database throws; without a stack, which would only fill the log. */
    private static final class StoreFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoreFailure() {
            super("the database is away", null, false, false);
        }
    }

    @Test
    void everythingThatAsksTheStoreRunsOffTheWorkers() throws InterruptedException {
        Client ann = chat.user("ann");
        Client bob = chat.user("bob");

        assertTrue(ann.ask(Client.createGroup("quay", "Quay")).hasGroupCreated());
        assertTrue(bob.ask(Client.joinGroup("quay")).hasGroupJoined());
        assertTrue(bob.ask(Client.listGroups("", 0)).hasGroups());
        assertTrue(bob.ask(Client.listMembers("quay", "", 0)).hasMembers());
        assertTrue(bob.ask(Client.sendGroup("quay", "ahoy")).hasAcknowledged());
        assertTrue(bob.ask(Client.sendPrivate("ann", "hi")).hasAcknowledged());
        assertTrue(bob.ask(Client.leaveGroup("quay")).hasGroupLeft());
        assertEquals(Code.NOT_A_MEMBER, bob.errorOf(Client.sendGroup("quay", "hi")));
        assertEquals(List.of(), ann.session().failures());
        assertEquals(List.of(), bob.session().failures());
    }

    @Test
    void requestsSentWithoutWaitingKeepTheirOrder() throws InterruptedException {
        Client ann = chat.user("ann");
        ann.session().hold();
        long create = ann.tell(Client.createGroup("quay", "Quay"));
        ann.session().resume();
        long send = ann.tell(Client.sendGroup("quay", "ahoy"));
        long leave = ann.tell(Client.leaveGroup("quay"));

        assertTrue(ann.answerTo(create).hasGroupCreated());
        assertTrue(ann.answerTo(send).hasAcknowledged());
        assertTrue(ann.answerTo(leave).hasGroupLeft());
    }

    @Test
    void theNextSessionOfAUserWaitsForTheStoreToSignOutTheLast() throws InterruptedException {
        CompletableFuture<Void> signedOut = new CompletableFuture<>();
        Client older = chat.user("ann");
        Client bob = chat.user("bob");
        bob.ask(Client.createGroup("quay", "Quay"));
        older.ask(Client.joinGroup("quay"));
        bob.allUnasked();
        store.signOutWaitsFor(signedOut);
        older.session().lose();
        Client newer = chat.connect();
        long login = newer.tell(Client.login("ann", "Ann"));

        assertEquals(List.of(), newer.allUnasked());
        assertEquals(List.of(), bob.allUnasked());
        signedOut.complete(null);

        assertTrue(newer.answerTo(login).hasWelcome());
        assertEquals(GroupEvent.Kind.LEFT, bob.nextUnasked().getGroupEvent().getKind());
    }

    @Test
    void aRequestThatTheStoreFailsIsAnsweredAndItsSessionClosed() throws InterruptedException {
        Client ann = chat.user("ann");
        Client bob = chat.user("bob");
        store.failsWith(new StoreFailure());

        assertEquals(Code.INTERNAL, ann.errorOf(Client.listGroups("", 0)));

        assertFalse(ann.session().isOpen());
        assertTrue(bob.session().isOpen());
        assertEquals(1, ann.session().failures().size());
        assertEquals(1, chat.figure("requests.failed"));
        assertEquals(1, chat.figure("users.online"));
    }

    @Test
    void aUserCanComeBackThoughSigningOutFailed() throws InterruptedException {
        Client older = chat.user("ann");
        older.ask(Client.createGroup("quay", "Quay"));
        store.failsWith(new StoreFailure());
        older.session().lose();
        store.failsWith(null);

        Client newer = chat.user("ann");

        // Signing in has cleared what the failure left over.
        assertEquals(Code.UNKNOWN_GROUP, newer.errorOf(Client.joinGroup("quay")));
    }

    @Test
    void aLoginThatTheStoreFailsGivesItsSeatBack() throws InterruptedException {
        store.failsWith(new StoreFailure());
        Client ann = chat.connect();
        assertEquals(Code.INTERNAL, ann.errorOf(Client.login("ann", "Ann")));
        store.failsWith(null);

        assertTrue(ann.session().ended());
        assertTrue(chat.connect().ask(Client.login("ann", "Ann")).hasWelcome());
    }

    @Test
    void aStepThatComesAfterGoodbyeIsDropped() throws InterruptedException {
        Client older = chat.user("ann");
        Client bob = chat.user("bob");
        bob.ask(Client.createGroup("quay", "Quay"));
        older.session().hold();
        older.tell(Client.joinGroup("quay"));
        Client newer = chat.connect();
        long login = newer.tell(Client.login("ann", "Ann"));
        older.session().resume();

        assertEquals(Goodbye.Reason.REPLACED, older.nextUnasked().getGoodbye().getReason());
        assertTrue(newer.answerTo(login).hasWelcome());
        assertEquals(1, bob.ask(Client.listMembers("quay", "", 0)).getMembers().getTotal());
    }

    @Test
    void aStoreThatDoesNotBlockFailsTheSameWay() throws InterruptedException {
        ChatStore failing = mock();
        CompletionStage<Void> done = CompletableFuture.completedStage(null);
        when(failing.signOut(any())).thenReturn(done);
        when(failing.groups(any(), anyInt())).thenThrow(new StoreFailure());
        Chat broken = new Chat(Map.of(), failing);
        Client ann = broken.user("ann");

        assertEquals(Code.INTERNAL, ann.errorOf(Client.listGroups("", 0)));
        assertTrue(ann.session().ended());
        assertEquals(0, broken.figure("users.online"));
    }
}
