package io.quayside.distribution.chat;

/**
 * Where a text goes.
 *
 * @param isGroup whether it is a group rather than a user
 * @param id the user's or group's id
 */
record Recipient(boolean isGroup, String id) {
    private static final String GROUP_MARK = "#";

    /** Reads {@code USER} or {@code #GROUP}. */
    static Recipient parse(String text) {
        return text.startsWith(GROUP_MARK) ? group(text) : new Recipient(false, text);
    }

    /** A group, written with or without the mark. */
    static Recipient group(String text) {
        return new Recipient(true, text.startsWith(GROUP_MARK) ? text.substring(GROUP_MARK.length()) : text);
    }

    @Override
    public String toString() {
        return isGroup ? GROUP_MARK + id : id;
    }
}
