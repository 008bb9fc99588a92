package io.quayside.plugin.chat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A store that lasts as long as the process. It knows the users that are signed in and forgets them when they are not, so
 * its memory is bounded by the number of sessions.
 *
 * <p>Concurrency: every operation holds the store's one lock, for a few map accesses or one page and never for anything
 * outside this class. No message passes through here, so what contends for the lock is people coming, going and listing.
 */
final class MemoryChatStore implements ChatStore {
    private final Map<String, Account> accounts = new HashMap<>();
    private final TreeMap<String, Roll> rolls = new TreeMap<>();

    /** A user's row. */
    private record Account(ChatUser user, Set<String> groups) {}

    /** A group's row, with its members by id. */
    private record Roll(String displayName, TreeMap<String, ChatUser> members) {
        ChatGroup group(String id) {
            return new ChatGroup(id, displayName, members.size());
        }
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public synchronized void signIn(ChatUser user) {
        forget(user.id());
        accounts.put(user.id(), new Account(user, new HashSet<>()));
    }

    @Override
    public synchronized CompletionStage<Void> signOut(String userId) {
        forget(userId);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public synchronized boolean create(String groupId, String displayName, String userId) {
        Account account = account(userId);
        if (rolls.containsKey(groupId)) {
            return false;
        }
        Roll roll = new Roll(displayName, new TreeMap<>());
        rolls.put(groupId, roll);
        enrol(account, groupId, roll);
        return true;
    }

    @Override
    public synchronized JoinResult join(String groupId, String userId, int groupSize) {
        Account account = account(userId);
        Roll roll = rolls.get(groupId);
        if (roll == null) {
            return JoinResult.not(JoinResult.Outcome.UNKNOWN_GROUP);
        }
        if (roll.members().containsKey(userId)) {
            return JoinResult.not(JoinResult.Outcome.ALREADY_A_MEMBER);
        }
        if (roll.members().size() >= groupSize) {
            return JoinResult.not(JoinResult.Outcome.GROUP_FULL);
        }
        enrol(account, groupId, roll);
        return JoinResult.joined(roll.group(groupId));
    }

    @Override
    public synchronized void leave(String groupId, String userId) {
        Account account = accounts.get(userId);
        if (account != null && account.groups().remove(groupId)) {
            strike(groupId, userId);
        }
    }

    @Override
    public synchronized boolean hasGroup(String groupId) {
        return rolls.containsKey(groupId);
    }

    @Override
    public synchronized Page<ChatGroup> groups(String after, int limit) {
        return Page.of(
                rolls, after, limit, rolls.size(), entry -> entry.getValue().group(entry.getKey()));
    }

    @Override
    public synchronized Page<ChatUser> members(String groupId, String after, int limit) {
        Roll roll = rolls.get(groupId);
        TreeMap<String, ChatUser> members = roll == null ? new TreeMap<>() : roll.members();
        return Page.of(members, after, limit, members.size(), Map.Entry::getValue);
    }

    private Account account(String userId) {
        Account account = accounts.get(userId);
        if (account == null) {
            throw new IllegalStateException("user " + userId + " is not signed in");
        }
        return account;
    }

    private static void enrol(Account account, String groupId, Roll roll) {
        roll.members().put(account.user().id(), account.user());
        account.groups().add(groupId);
    }

    private void forget(String userId) {
        Account account = accounts.remove(userId);
        if (account != null) {
            account.groups().forEach(groupId -> strike(groupId, userId));
        }
    }

    private void strike(String groupId, String userId) {
        rolls.computeIfPresent(groupId, (id, roll) -> {
            roll.members().remove(userId);
            return roll.members().isEmpty() ? null : roll;
        });
    }
}
