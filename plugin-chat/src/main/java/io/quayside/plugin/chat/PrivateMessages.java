package io.quayside.plugin.chat;

import io.quayside.api.plugin.TimeSource;
import io.quayside.chat.v1.Error.Code;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.PrivateMessage;

/**
 * Carries texts from one user to another.
 *
 * <p>Concurrency: called in the order of the sender's session; sends to the recipient's from there.
 */
final class PrivateMessages {
    private final Rules rules;
    private final UserDirectory directory;
    private final MessageIds ids;
    private final TimeSource time;
    private final ChatMetrics metrics;

    PrivateMessages(Rules rules, UserDirectory directory, MessageIds ids, TimeSource time, ChatMetrics metrics) {
        this.rules = rules;
        this.directory = directory;
        this.ids = ids;
        this.time = time;
        this.metrics = metrics;
    }

    /** Delivers a text, then answers. */
    void send(ChatSession from, long ref, String to, String text) {
        Refusal wrong = rules.text(text);
        if (wrong != null) {
            from.refuse(ref, wrong);
            return;
        }
        ChatSession recipient = directory.find(to);
        if (recipient == null) {
            refuseUnknown(from, ref);
            return;
        }
        deliver(from, ref, recipient, text);
    }

    private void deliver(ChatSession from, long ref, ChatSession recipient, String text) {
        long now = time.currentTimeMillis();
        long id = ids.next(now);
        PrivateMessage.Builder message = PrivateMessage.newBuilder()
                .setMessageId(id)
                .setFrom(from.userOnWire())
                .setText(text)
                .setServerTimeMs(now);
        Frame frame = Frame.newBuilder().setPrivateMessage(message).build();
        switch (recipient.session().send(frame)) {
            case QUEUED, CONGESTED -> {
                metrics.privateSent();
                from.answer(Answers.acknowledged(ref, id, now, 1));
            }
            case REFUSED -> {
                metrics.privateBusy();
                from.refuse(ref, Code.RECIPIENT_BUSY, "the recipient reads too slowly; the text was not delivered");
            }
            case CLOSED -> refuseUnknown(from, ref);
        }
    }

    private static void refuseUnknown(ChatSession from, long ref) {
        from.refuse(ref, Code.UNKNOWN_RECIPIENT, "no user with this id is online");
    }
}
