package io.quayside.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.GroupMessage;
import io.quayside.chat.v1.PrivateMessage;
import java.util.HashMap;
import java.util.Map;

/** Which texts were sent by whom to whom, and how many of them came: nobody gets what isn't meant for them, or too often. */
final class ChatBooks {
    private final Map<Text, Integer> sent = new HashMap<>();
    private final Map<Text, Integer> came = new HashMap<>();

    /** A text that one user sends to another, or to a group; {@code by} is who got it, where that isn't who it was sent to. */
    private record Text(String from, boolean group, String to, String text, String by) {}

    void asked(String user, Frame request) {
        count(user, request, 1);
    }

    /** What was refused was not sent. */
    void answered(String user, Frame request, Frame answer) {
        if (answer.hasError()) {
            count(user, request, -1);
        }
    }

    private void count(String user, Frame request, int by) {
        if (request.hasSendPrivate()) {
            String to = request.getSendPrivate().getTo();
            sent.merge(new Text(user, false, to, request.getSendPrivate().getText(), to), by, Integer::sum);
        } else if (request.hasSendGroup()) {
            String group = request.getSendGroup().getGroupId();
            sent.merge(new Text(user, true, group, request.getSendGroup().getText(), ""), by, Integer::sum);
        }
    }

    void came(ChatMember to, PrivateMessage message) {
        assertFalse(to.user().isEmpty(), "a private message to nobody in particular");
        String from = message.getFrom().getUserId();
        came.merge(new Text(from, false, to.user(), message.getText(), to.user()), 1, Integer::sum);
    }

    void came(ChatMember to, GroupMessage message) {
        to.requireIn(message.getGroupId());
        String from = message.getFrom().getUserId();
        assertTrue(!from.equals(to.user()), () -> to + " got its own text");
        came.merge(new Text(from, true, message.getGroupId(), message.getText(), to.user()), 1, Integer::sum);
    }

    /** Everything that came was sent, to those who got it, and as often. */
    void check() {
        came.forEach((text, times) -> {
            Text key = text.group() ? new Text(text.from(), true, text.to(), text.text(), "") : text;
            int most = sent.getOrDefault(key, 0);
            assertEquals(Math.min(times, most), times, () -> text + " came, and was sent " + most + " times");
        });
    }
}
