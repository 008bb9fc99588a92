package io.quayside.plugin.chat;

import io.quayside.api.plugin.TimeSource;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.GroupMessage;

/**
 * Carries texts from a member of a group to the others. Members that read too slowly are passed over and counted.
 *
 * <p>Concurrency: called in the order of the sender's session; sends to the others' from there.
 */
final class GroupMessages {
    private final Rules rules;
    private final GroupMembership membership;
    private final MessageIds ids;
    private final TimeSource time;
    private final ChatMetrics metrics;

    GroupMessages(Rules rules, GroupMembership membership, MessageIds ids, TimeSource time, ChatMetrics metrics) {
        this.rules = rules;
        this.membership = membership;
        this.ids = ids;
        this.time = time;
        this.metrics = metrics;
    }

    /** Delivers a text, then answers. */
    void send(ChatSession from, long ref, String groupId, String text) {
        Refusal wrong = rules.text(text);
        if (wrong != null) {
            from.refuse(ref, wrong);
            return;
        }
        LiveGroup group = from.group(groupId);
        if (group == null) {
            membership.refuseStranger(from, ref, groupId);
            return;
        }
        deliver(from, ref, group, text);
    }

    private void deliver(ChatSession from, long ref, LiveGroup group, String text) {
        long now = time.currentTimeMillis();
        long id = ids.next(now);
        GroupMessage.Builder message = GroupMessage.newBuilder()
                .setMessageId(id)
                .setGroupId(group.id())
                .setFrom(from.userOnWire())
                .setText(text)
                .setServerTimeMs(now);
        // Members may come and go between counting and sending: the skipped ones are counted as well as that allows.
        int others = group.others();
        int queued = group.send(Frame.newBuilder().setGroupMessage(message).build(), from.session());
        metrics.groupSent(queued, Math.max(0, others - queued));
        from.answer(Answers.acknowledged(ref, id, now, queued));
    }
}
