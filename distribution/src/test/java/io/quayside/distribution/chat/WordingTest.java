package io.quayside.distribution.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quayside.chat.v1.Error;
import io.quayside.chat.v1.PrivateMessage;
import io.quayside.chat.v1.User;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class WordingTest {
    private final Wording wording = new Wording(ZoneId.of("Asia/Tokyo"));

    @Test
    void timesAreThoseOfTheUsersZone() {
        assertEquals("09:00:00 bob: x", message("bob", "", "x"));
    }

    @Test
    void whatCouldSteerATerminalIsNotShown() {
        assertEquals("09:00:00 bob: ?[2Jgone", message("bob", "", "\u001b[2Jgone"));
        assertEquals("09:00:00 bob: ?a?", message("bob", "", "\u202ea\u2066"));
        assertEquals("09:00:00 bob (a?b): x", message("bob", "a\u0007b", "x"));
    }

    @Test
    void aSecondLineCannotPassForAnotherMessage() {
        assertEquals("09:00:00 bob: x\n         09:00:01 ann: y", message("bob", "", "x\r\n09:00:01 ann: y"));
    }

    @Test
    void otherAlphabetsAndEmojiAreShown() {
        assertEquals("09:00:00 bob: 你好 👩‍🚀", message("bob", "", "你好 👩‍🚀"));
    }

    @Test
    void errorsAreToldInTheServersWordsOrTheirNames() {
        assertEquals("too long", wording.error(error("too long")));
        assertEquals("text too long", wording.error(error("")));
    }

    private String message(String id, String name, String text) {
        return wording.message(PrivateMessage.newBuilder()
                .setFrom(User.newBuilder().setUserId(id).setDisplayName(name))
                .setText(text)
                .build());
    }

    private static Error error(String text) {
        return Error.newBuilder()
                .setCode(Error.Code.TEXT_TOO_LONG)
                .setText(text)
                .build();
    }
}
