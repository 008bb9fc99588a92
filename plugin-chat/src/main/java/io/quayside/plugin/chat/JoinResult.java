package io.quayside.plugin.chat;

import org.jspecify.annotations.Nullable;

/**
 * What became of a user's wish to join a group.
 *
 * @param outcome the kind of result
 * @param group the group with its new member counted; null unless joined
 */
record JoinResult(Outcome outcome, @Nullable ChatGroup group) {
    /** The kinds of result. */
    enum Outcome {
        /** The user is a member now. */
        JOINED,
        /** There is no such group. */
        UNKNOWN_GROUP,
        /** The group has as many members as it may have. */
        GROUP_FULL,
        /** The user was a member before. */
        ALREADY_A_MEMBER
    }

    static JoinResult joined(ChatGroup group) {
        return new JoinResult(Outcome.JOINED, group);
    }

    static JoinResult not(Outcome outcome) {
        return new JoinResult(outcome, null);
    }
}
