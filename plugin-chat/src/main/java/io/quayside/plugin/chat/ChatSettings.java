package io.quayside.plugin.chat;

import io.quayside.api.Settings;
import java.time.Duration;

/**
 * The endpoint's section {@code settings}.
 *
 * @param maxText key {@code max-text}: the most bytes that a text may have. What carries a text to its recipients is up to
 *     400 bytes larger, and has to fit into the codec's largest frame
 * @param groupSize key {@code group-size}: the most members that a group may have
 * @param groupsPerUser key {@code groups-per-user}: the most groups that a user may be in
 * @param loginTimeout key {@code login-timeout}: how long a session may stay without a login; 0 for as long as it likes
 * @param page key {@code online-page}: the most entries in a page of any list. The bound of 200 keeps every page
 *     below 64 KiB, however long the names are
 */
record ChatSettings(int maxText, int groupSize, int groupsPerUser, Duration loginTimeout, int page) {

    /** Reads every key; a value that is out of range stops the server's start. */
    static ChatSettings from(Settings settings) {
        return new ChatSettings(
                (int) settings.bytes("max-text", 4096, 1, 16 << 20),
                settings.integer("group-size", 1000, 1, 100_000),
                settings.integer("groups-per-user", 100, 1, 100_000),
                settings.duration("login-timeout", Duration.ofSeconds(30)),
                settings.integer("online-page", 100, 1, 200));
    }

    /** How many entries a page has for a request that asks for so many. */
    int pageFor(int limit) {
        return limit <= 0 ? page : Math.min(limit, page);
    }
}
