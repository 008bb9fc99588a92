package io.quayside.plugin.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.session.SendResult;
import io.quayside.chat.v1.Acknowledged;
import io.quayside.chat.v1.Error.Code;
import io.quayside.chat.v1.PrivateMessage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrivateMessagesTest {
    private final Chat chat = new Chat();

    @Test
    void reachTheirRecipientAndAreAcknowledged() throws InterruptedException {
        Client ann = chat.user("ann");
        Client bob = chat.user("bob");

        Acknowledged acknowledged =
                ann.ask(Client.sendPrivate("bob", "grüß dich")).getAcknowledged();
        PrivateMessage message = bob.nextUnasked().getPrivateMessage();

        assertEquals("grüß dich", message.getText());
        assertEquals("ann", message.getFrom().getUserId());
        assertEquals("ANN", message.getFrom().getDisplayName());
        assertEquals(acknowledged.getMessageId(), message.getMessageId());
        assertEquals(acknowledged.getServerTimeMs(), message.getServerTimeMs());
        assertEquals(FakeFramework.START_MILLIS, message.getServerTimeMs());
        assertEquals(1, acknowledged.getRecipients());
        assertEquals(1, chat.figure("messages.private"));
        assertEquals(List.of(), ann.allUnasked());
    }

    @Test
    void haveIncreasingIds() throws InterruptedException {
        Client ann = chat.user("ann");
        chat.user("bob");

        long first = ann.ask(Client.sendPrivate("bob", "1")).getAcknowledged().getMessageId();
        long second = ann.ask(Client.sendPrivate("bob", "2")).getAcknowledged().getMessageId();

        assertTrue(first < second);
    }

    @Test
    void toOneselfComeBeforeTheirAcknowledgement() throws InterruptedException {
        Client ann = chat.user("ann");

        long ref = ann.tell(Client.sendPrivate("ann", "note to self"));

        assertEquals("note to self", ann.nextUnasked().getPrivateMessage().getText());
        assertTrue(ann.answerTo(ref).hasAcknowledged());
    }

    @Test
    void toNobodyAreRefused() throws InterruptedException {
        Client ann = chat.user("ann");
        chat.connect();

        assertEquals(Code.UNKNOWN_RECIPIENT, ann.errorOf(Client.sendPrivate("nobody", "hi")));
        assertEquals(Code.UNKNOWN_RECIPIENT, ann.errorOf(Client.sendPrivate("", "hi")));
        assertTrue(ann.session().isOpen());
    }

    @Test
    void areBoundedInBytes() throws InterruptedException {
        Chat tight = new Chat(Map.of("max-text", 6));
        Client ann = tight.user("ann");

        assertEquals(Code.EMPTY_TEXT, ann.errorOf(Client.sendPrivate("ann", "")));
        assertEquals(Code.TEXT_TOO_LONG, ann.errorOf(Client.sendPrivate("ann", "ääää")));
        assertEquals(List.of(), ann.allUnasked());
        long ref = ann.tell(Client.sendPrivate("ann", "äää"));
        assertTrue(ann.answerTo(ref).hasAcknowledged());
    }

    @Test
    void toAFullRecipientAreRefusedAndNotDelivered() throws InterruptedException {
        Client ann = chat.user("ann");
        Client bob = chat.user("bob");
        bob.session().sendsAnswer(SendResult.REFUSED);

        assertEquals(Code.RECIPIENT_BUSY, ann.errorOf(Client.sendPrivate("bob", "hi")));

        assertTrue(bob.session().isOpen());
        assertEquals(List.of(), bob.allUnasked());
        assertEquals(1, chat.figure("messages.private.busy"));
        assertEquals(0, chat.figure("messages.private"));
    }

    @Test
    void toACongestedRecipientAreTaken() throws InterruptedException {
        Client ann = chat.user("ann");
        Client bob = chat.user("bob");
        bob.session().sendsAnswer(SendResult.CONGESTED);

        assertTrue(ann.ask(Client.sendPrivate("bob", "hi")).hasAcknowledged());
        assertEquals("hi", bob.nextUnasked().getPrivateMessage().getText());
    }

    @Test
    void toARecipientThatIsJustClosingAreRefused() throws InterruptedException {
        Client ann = chat.user("ann");
        Client bob = chat.user("bob");
        bob.session().hold();
        bob.session().lose();

        assertEquals(Code.UNKNOWN_RECIPIENT, ann.errorOf(Client.sendPrivate("bob", "hi")));
        bob.session().resume();
    }

    @Test
    void whoseAnswerFindsNoRoomCloseTheirSender() throws InterruptedException {
        Client ann = chat.user("ann");
        Client bob = chat.user("bob");
        ann.session().sendsAnswer(SendResult.REFUSED);

        ann.tell(Client.sendPrivate("bob", "hi"));

        assertEquals("hi", bob.nextUnasked().getPrivateMessage().getText());
        assertFalse(ann.session().isOpen());
        assertTrue(ann.session().ended());
        assertEquals(1, chat.figure("requests.unanswered"));
        assertEquals(1, chat.figure("users.online"));
    }
}
