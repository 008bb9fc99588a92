package io.quayside.distribution.chat;

import io.quayside.chat.v1.CreateGroup;
import io.quayside.chat.v1.Error;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.JoinGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The groups this user is in, kept over a lost connection: the server forgets them, and a group whose last member was lost
 * is gone. Belongs to the loop.
 */
final class Memberships {
    private static final int TRIES = 3;

    private final Conversation.Counterpart counterpart;
    private final Screen screen;
    private final Wording wording;
    private final Map<String, String> titles = new LinkedHashMap<>();

    Memberships(Conversation.Counterpart counterpart, Screen screen, Wording wording) {
        this.counterpart = counterpart;
        this.screen = screen;
        this.wording = wording;
    }

    void entered(String group, String title) {
        titles.put(group, title);
    }

    void left(String group) {
        titles.remove(group);
    }

    void rejoin() {
        List.copyOf(titles.keySet()).forEach(group -> join(group, TRIES));
    }

    private void join(String group, int tries) {
        counterpart.ask(
                Frame.newBuilder().setJoinGroup(JoinGroup.newBuilder().setGroupId(group)),
                answer -> back(group),
                error -> refused(group, error, Error.Code.UNKNOWN_GROUP, () -> create(group, tries - 1), tries));
    }

    private void create(String group, int tries) {
        String title = titles.getOrDefault(group, group);
        counterpart.ask(
                Frame.newBuilder()
                        .setCreateGroup(
                                CreateGroup.newBuilder().setGroupId(group).setDisplayName(title)),
                answer -> back(group),
                // Another member who was lost as well was quicker.
                error -> refused(group, error, Error.Code.GROUP_EXISTS, () -> join(group, tries - 1), tries));
    }

    private void refused(String group, Error error, Error.Code expected, Runnable otherWay, int tries) {
        if (error.getCode() == expected && tries > 1) {
            otherWay.run();
        } else {
            left(group);
            screen.note("no longer in #" + group + ": " + wording.error(error));
        }
    }

    private void back(String group) {
        screen.note("back in #" + group);
    }
}
