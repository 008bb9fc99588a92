package io.quayside.plugin.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.plugin.chat.JoinResult.Outcome;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemoryChatStoreTest {
    private final ChatUser ann = new ChatUser("ann", "Ann");
    private final ChatUser bob = new ChatUser("bob", "Bob");
    private final ChatStore store = new MemoryChatStore();

    @BeforeEach
    void signIn() {
        store.signIn(ann);
        store.signIn(bob);
    }

    @Test
    void makesAGroupOnce() {
        assertTrue(store.create("quay", "Quay", "ann"));
        assertFalse(store.create("quay", "Other", "bob"));

        assertTrue(store.hasGroup("quay"));
        assertEquals(new Page<>(List.of(new ChatGroup("quay", "Quay", 1)), 1, ""), store.groups("", 10));
        assertEquals(new Page<>(List.of(ann), 1, ""), store.members("quay", "", 10));
    }

    @Test
    void tellsWhyAJoinFails() {
        store.create("quay", "Quay", "ann");

        assertEquals(JoinResult.not(Outcome.UNKNOWN_GROUP), store.join("dock", "bob", 2));
        assertEquals(JoinResult.not(Outcome.ALREADY_A_MEMBER), store.join("quay", "ann", 2));
        assertEquals(JoinResult.not(Outcome.GROUP_FULL), store.join("quay", "bob", 1));
        assertEquals(JoinResult.joined(new ChatGroup("quay", "Quay", 2)), store.join("quay", "bob", 2));
        assertNull(store.join("quay", "bob", 3).group());
    }

    @Test
    void removesAGroupWithItsLastMember() {
        store.create("quay", "Quay", "ann");
        store.join("quay", "bob", 2);

        store.leave("quay", "ann");
        store.leave("quay", "ann");
        assertTrue(store.hasGroup("quay"));
        store.leave("quay", "bob");

        assertFalse(store.hasGroup("quay"));
        assertEquals(new Page<>(List.of(), 0, ""), store.members("quay", "", 10));
    }

    @Test
    void signingOutEndsAllMemberships() {
        store.create("quay", "Quay", "ann");
        store.create("dock", "Dock", "ann");
        store.join("quay", "bob", 2);

        assertTrue(store.signOut("ann").toCompletableFuture().isDone());

        assertFalse(store.hasGroup("dock"));
        assertEquals(List.of(bob), store.members("quay", "", 10).entries());
        store.leave("quay", "ann");
        assertThrows(IllegalStateException.class, () -> store.create("dock", "Dock", "ann"));
    }

    @Test
    void signingInStartsInNoGroup() {
        store.create("quay", "Quay", "ann");

        store.signIn(new ChatUser("ann", "Annabel"));

        assertFalse(store.hasGroup("quay"));
        store.create("quay", "Quay", "ann");
        assertEquals("Annabel", store.members("quay", "", 1).entries().get(0).displayName());
    }

    @Test
    void pagesGoOnAfterAKey() {
        List.of("c", "a", "b").forEach(id -> store.create(id, id, "ann"));

        Page<ChatGroup> first = store.groups("", 2);
        Page<ChatGroup> second = store.groups(first.next(), 2);

        assertEquals(
                List.of("a", "b"), first.entries().stream().map(ChatGroup::id).toList());
        assertEquals("b", first.next());
        assertEquals(List.of("c"), second.entries().stream().map(ChatGroup::id).toList());
        assertEquals("", second.next());
    }

    @Test
    void aPageThatEndsWithTheListIsTheLast() {
        List.of("a", "b").forEach(id -> store.create(id, id, "ann"));

        assertEquals("", store.groups("", 2).next());
    }
}
