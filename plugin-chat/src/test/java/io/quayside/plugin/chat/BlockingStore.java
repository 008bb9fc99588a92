package io.quayside.plugin.chat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A store as a database would be: it may only be called where blocking is allowed, it can fail, and signs out when told to. */
final class BlockingStore implements ChatStore {
    private final ChatStore memory = new MemoryChatStore();
    private volatile @Nullable RuntimeException failure;
    private volatile @Nullable CompletableFuture<Void> signOutWaitsFor;

    /** Every call fails from now on; null for none. */
    void failsWith(@Nullable RuntimeException thrown) {
        failure = thrown;
    }

    /** Signing out is done when this is. */
    void signOutWaitsFor(CompletableFuture<Void> until) {
        signOutWaitsFor = until;
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public void signIn(ChatUser user) {
        called().signIn(user);
    }

    @Override
    public CompletionStage<Void> signOut(String userId) {
        RuntimeException thrown = failure;
        if (thrown != null) {
            return CompletableFuture.failedStage(thrown);
        }
        CompletableFuture<Void> until = signOutWaitsFor;
        return until == null ? memory.signOut(userId) : until.thenCompose(done -> memory.signOut(userId));
    }

    @Override
    public boolean create(String groupId, String displayName, String userId) {
        return called().create(groupId, displayName, userId);
    }

    @Override
    public JoinResult join(String groupId, String userId, int groupSize) {
        return called().join(groupId, userId, groupSize);
    }

    @Override
    public void leave(String groupId, String userId) {
        called().leave(groupId, userId);
    }

    @Override
    public boolean hasGroup(String groupId) {
        return called().hasGroup(groupId);
    }

    @Override
    public Page<ChatGroup> groups(String after, int limit) {
        return called().groups(after, limit);
    }

    @Override
    public Page<ChatUser> members(String groupId, String after, int limit) {
        return called().members(groupId, after, limit);
    }

    private ChatStore called() {
        if (!FakeSession.offTheWorkers()) {
            throw new AssertionError("the store was called on a worker");
        }
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        return memory;
    }
}
