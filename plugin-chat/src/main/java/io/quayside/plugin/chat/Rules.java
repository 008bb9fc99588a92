package io.quayside.plugin.chat;

import com.google.protobuf.ByteString;
import io.quayside.chat.v1.Error.Code;
import org.jspecify.annotations.Nullable;

/** What ids, names and texts have to be like. Each check answers null for what is right. */
final class Rules {
    private static final int MAX_ID = 32;
    private static final int MAX_NAME = 64;
    private static final int MAX_PAYLOAD = 1024;
    /** What UTF-8 needs at most for one char of a string. */
    private static final int MAX_BYTES_PER_CHAR = 3;

    private final int maxText;

    /** Texts may have so many bytes of UTF-8. */
    Rules(int maxText) {
        this.maxText = maxText;
    }

    @Nullable Refusal userId(String id) {
        return isId(id) ? null : new Refusal(Code.INVALID_USER_ID, "a user id has " + ID_RULE);
    }

    @Nullable Refusal groupId(String id) {
        return isId(id) ? null : new Refusal(Code.INVALID_GROUP_ID, "a group id has " + ID_RULE);
    }

    @Nullable Refusal displayName(String name) {
        int length = name.codePointCount(0, name.length());
        if (length > MAX_NAME) {
            return new Refusal(Code.NAME_TOO_LONG, "the name has " + length + " characters; the most is " + MAX_NAME);
        }
        if (name.codePoints().allMatch(Rules::isSpace)) {
            return new Refusal(Code.INVALID_NAME, "a display name has something to see in it");
        }
        if (name.codePoints().anyMatch(Rules::isControl)) {
            return new Refusal(Code.INVALID_NAME, "a display name has no control characters or line separators");
        }
        return null;
    }

    @Nullable Refusal text(String text) {
        if (text.isEmpty()) {
            return new Refusal(Code.EMPTY_TEXT, "the text is empty");
        }
        if ((long) text.length() * MAX_BYTES_PER_CHAR <= maxText) {
            return null;
        }
        int size = utf8Size(text);
        return size <= maxText ? null : tooLong("text", size, maxText);
    }

    @Nullable Refusal payload(ByteString payload) {
        return payload.size() <= MAX_PAYLOAD ? null : tooLong("payload", payload.size(), MAX_PAYLOAD);
    }

    private static final String ID_RULE =
            "1 to " + MAX_ID + " characters out of a to z, 0 to 9, full stop, underscore and hyphen";

    private static Refusal tooLong(String what, int size, int most) {
        return new Refusal(Code.TEXT_TOO_LONG, "the " + what + " has " + size + " bytes; the most is " + most);
    }

    private static boolean isId(String id) {
        return !id.isEmpty() && id.length() <= MAX_ID && id.chars().allMatch(Rules::isOfId);
    }

    private static boolean isOfId(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    }

    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    private static boolean isControl(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static int utf8Size(String text) {
        int size = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Each half of a surrogate pair counts for two of the pair's four bytes.
            size += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return size;
    }
}
