package io.quayside.distribution.chat;

import io.quayside.chat.v1.Error;
import io.quayside.chat.v1.Group;
import io.quayside.chat.v1.GroupEvent;
import io.quayside.chat.v1.GroupMessage;
import io.quayside.chat.v1.PrivateMessage;
import io.quayside.chat.v1.User;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What the server sends, in words. Texts of others never reach the terminal as they are: a control character in one could
 * move the cursor, or forge a line of somebody else.
 */
final class Wording {
    private static final String NEXT_LINE = "\n         ";
    private static final int OVERRIDES_FROM = 0x202A;
    private static final int OVERRIDES_TO = 0x202E;
    private static final int ISOLATES_FROM = 0x2066;
    private static final int ISOLATES_TO = 0x2069;

    private final DateTimeFormatter time;

    /** Tells times of day as they are in this zone. */
    Wording(ZoneId zone) {
        this.time = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
    }

    String message(PrivateMessage message) {
        return at(message.getServerTimeMs()) + user(message.getFrom()) + ": " + text(message.getText());
    }

    String message(GroupMessage message) {
        return at(message.getServerTimeMs()) + "#" + plain(message.getGroupId()) + " " + user(message.getFrom()) + ": "
                + text(message.getText());
    }

    String event(GroupEvent event) {
        String what = event.getKind() == GroupEvent.Kind.JOINED ? " joined #" : " left #";
        return user(event.getUser()) + what + plain(event.getGroupId());
    }

    String user(User user) {
        return named(user.getUserId(), user.getDisplayName());
    }

    String group(Group group) {
        int members = group.getMemberCount();
        return "#" + named(group.getGroupId(), group.getDisplayName()) + ", " + members
                + (members == 1 ? " member" : " members");
    }

    String error(Error error) {
        String text = plain(error.getText());
        return text.isEmpty() ? error.getCode().name().toLowerCase(Locale.ROOT).replace('_', ' ') : text;
    }

    private String at(long millis) {
        return time.format(Instant.ofEpochMilli(millis)) + " ";
    }

    private static String named(String id, String name) {
        return name.isEmpty() || name.equals(id) ? plain(id) : plain(id) + " (" + plain(name) + ")";
    }

    private static String text(String text) {
        return String.join(NEXT_LINE, text.lines().map(Wording::plain).toList());
    }

    private static String plain(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().map(c -> isHarmful(c) ? '?' : c).forEach(shown::appendCodePoint);
        return shown.toString();
    }

    private static boolean isHarmful(int c) {
        return Character.isISOControl(c)
                || (c >= OVERRIDES_FROM && c <= OVERRIDES_TO)
                || (c >= ISOLATES_FROM && c <= ISOLATES_TO);
    }
}
