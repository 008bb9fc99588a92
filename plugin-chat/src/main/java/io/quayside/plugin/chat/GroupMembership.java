package io.quayside.plugin.chat;

import static java.util.Objects.requireNonNull;

import io.quayside.chat.v1.CreateGroup;
import io.quayside.chat.v1.Error.Code;
import org.jspecify.annotations.Nullable;

/**
 * Who is in which group, and who wants to know. The store decides; what it decided is put into effect with the live group,
 * answered, and announced to the other members, in this order.
 *
 * <p>Concurrency: called in the order of the session that is passed in.
 */
final class GroupMembership {
    private final Rules rules;
    private final ChatSettings limits;
    private final ChatStore store;
    private final StoreSteps steps;
    private final LiveGroups groups;

    GroupMembership(ChatSettings limits, ChatStore store, LiveGroups groups) {
        this.rules = new Rules(limits.maxText());
        this.limits = limits;
        this.store = store;
        this.steps = new StoreSteps(store);
        this.groups = groups;
    }

    /** Makes a group, with its maker in it. */
    void create(ChatSession chat, long ref, CreateGroup request) {
        String id = request.getGroupId();
        String name = request.getDisplayName();
        Refusal wrong = rules.groupId(id);
        if (wrong == null) {
            wrong = rules.displayName(name);
        }
        if (wrong == null) {
            wrong = oneGroupTooMany(chat);
        }
        if (wrong != null) {
            chat.refuse(ref, wrong);
            return;
        }
        steps.run(chat, ref, () -> createNow(chat, ref, id, name));
    }

    /** Joins a group that there is. */
    void join(ChatSession chat, long ref, String groupId) {
        if (chat.group(groupId) != null) {
            refuseMember(chat, ref);
            return;
        }
        Refusal wrong = oneGroupTooMany(chat);
        if (wrong != null) {
            chat.refuse(ref, wrong);
            return;
        }
        steps.run(chat, ref, () -> joinNow(chat, ref, groupId));
    }

    /** Leaves a group. */
    void leave(ChatSession chat, long ref, String groupId) {
        LiveGroup group = chat.group(groupId);
        if (group == null) {
            refuseStranger(chat, ref, groupId);
            return;
        }
        steps.run(chat, ref, () -> leaveNow(chat, ref, group));
    }

    /** Tells which groups there are. */
    void list(ChatSession chat, long ref, String after, int limit) {
        int page = limits.pageFor(limit);
        steps.run(chat, ref, () -> chat.answer(Answers.groups(ref, store.groups(after, page))));
    }

    /** Tells who is in a group. */
    void members(ChatSession chat, long ref, String groupId, String after, int limit) {
        if (chat.group(groupId) == null) {
            refuseStranger(chat, ref, groupId);
            return;
        }
        int page = limits.pageFor(limit);
        steps.run(chat, ref, () -> chat.answer(Answers.members(ref, groupId, store.members(groupId, after, page))));
    }

    /** Answers a request about a group that the session is not in. */
    void refuseStranger(ChatSession chat, long ref, String groupId) {
        steps.run(chat, ref, () -> {
            if (store.hasGroup(groupId)) {
                chat.refuse(ref, Code.NOT_A_MEMBER, "only members of the group may");
            } else {
                refuseUnknown(chat, ref);
            }
        });
    }

    private void createNow(ChatSession chat, long ref, String id, String name) {
        if (!store.create(id, name, chat.user().id())) {
            chat.refuse(ref, Code.GROUP_EXISTS, "there is a group with this id");
            return;
        }
        groups.enter(id, chat);
        chat.answer(Answers.groupCreated(ref, new ChatGroup(id, name, 1)));
    }

    private void joinNow(ChatSession chat, long ref, String groupId) {
        JoinResult result = store.join(groupId, chat.user().id(), limits.groupSize());
        switch (result.outcome()) {
            case UNKNOWN_GROUP -> refuseUnknown(chat, ref);
            case GROUP_FULL -> chat.refuse(ref, Code.GROUP_FULL, "the group has " + limits.groupSize() + " members");
            case ALREADY_A_MEMBER -> refuseMember(chat, ref);
            case JOINED -> {
                LiveGroup group = groups.enter(groupId, chat);
                chat.answer(Answers.groupJoined(ref, requireNonNull(result.group(), "group")));
                group.announceJoined(chat);
            }
        }
    }

    private void leaveNow(ChatSession chat, long ref, LiveGroup group) {
        groups.exit(group, chat);
        store.leave(group.id(), chat.user().id());
        chat.answer(Answers.groupLeft(ref, group.id()));
        group.announceLeft(chat);
    }

    private @Nullable Refusal oneGroupTooMany(ChatSession chat) {
        return chat.groupCount() < limits.groupsPerUser()
                ? null
                : new Refusal(
                        Code.TOO_MANY_GROUPS, "the user is in " + chat.groupCount() + " groups, which is the most");
    }

    private static void refuseUnknown(ChatSession chat, long ref) {
        chat.refuse(ref, Code.UNKNOWN_GROUP, "there is no group with this id");
    }

    private static void refuseMember(ChatSession chat, long ref) {
        chat.refuse(ref, Code.ALREADY_A_MEMBER, "the user is in this group");
    }
}
