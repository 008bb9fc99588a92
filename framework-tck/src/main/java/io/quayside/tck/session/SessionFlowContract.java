package io.quayside.tck.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Stable;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import io.quayside.tck.Promise;
import io.quayside.tck.session.SessionBench.Link;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Each direction by itself: receiving that is paused (S9), an output that ends before the input (S10), a last word (C5).
 *
 * @since 0.1
 */
@Stable
public abstract class SessionFlowContract extends SessionRules {
    /** For subclasses. */
    protected SessionFlowContract() {}

    /** A session that pauses in the callback of its first message, with more of them behind it. */
    private Link paused() {
        Diary diary = bench().diary;
        diary.onMessage = (session, message) -> {
            if (message.equals("one")) {
                session.pauseReceiving();
            }
        };
        Link link = bench().connect();
        link.peer().says("one", "two");
        link.peer().says("three");
        bench().run();
        return link;
    }

    private List<String> told(Link link) {
        return bench().diary.of(link.session());
    }

    @Test
    @Promise("a session that pauses receiving within a callback is handed no message from then on")
    void s9_nothingIsHandedOverWhilePaused() {
        Link link = paused();
        link.peer().says("four");
        bench().run();
        assertEquals(List.of("opened", "one"), told(link), "what the session was told while it was paused");
    }

    @Test
    @Promise("what came while receiving was paused is handed over in order when it goes on")
    void s9_whatCameMeanwhileComesInOrder() {
        Link link = paused();
        link.session().resumeReceiving();
        bench().run();
        link.peer().says("four");
        bench().run();
        assertEquals(List.of("opened", "one", "two", "three", "four"), told(link), "what the session was told");
    }

    @Test
    @Promise("who pauses from elsewhere, before anything has come, is handed nothing either")
    void s9_pausedFromElsewhereHoldsToo() {
        Link link = bench().connect();
        link.session().pauseReceiving();
        link.peer().says("one");
        bench().run();
        assertEquals(List.of("opened"), told(link), "what the session was told while it was paused");
        link.session().resumeReceiving();
        bench().run();
        assertEquals(List.of("opened", "one"), told(link), "what the session was told");
    }

    @Test
    @Promise("tasks run while receiving is paused, and messages are sent")
    void s9_tasksAndSendsGoOnMeanwhile() {
        Link link = paused();
        Session<String> session = link.session();
        session.execute(() -> bench().diary.write(session, "task", () -> session.send("answer")));
        bench().run();
        assertEquals(List.of("opened", "one", "task"), told(link), "what the session was told while it was paused");
        assertEquals(Lines.of("answer"), link.peer().heard(), "what the peer got");
    }

    @Test
    @Promise("a session whose receiving is paused closes as any other, and is handed nothing more")
    void s9_aPausedSessionCloses() {
        Link link = paused();
        link.session().close();
        bench().run();
        assertTrue(link.peer().sawEnd(), "whether the peer was told the end");
        link.peer().ends();
        bench().run();
        assertEquals(List.of("opened", "one", "closed"), told(link), "what the session was told");
    }

    @Test
    @Promise("the output ends when all that was taken before has been sent")
    void s10_theOutputEndsBehindWhatWasTaken() {
        Link link = bench().connect();
        link.peer().takes(3);
        link.session().send("last");
        link.session().send("words");
        link.session().shutdownOutput();
        bench().run();
        assertFalse(link.peer().sawEnd(), "whether the peer saw the end before the last words");
        link.peer().takesAll();
        bench().run();
        assertEquals(Lines.of("last", "words"), link.peer().heard(), "what the peer got");
        assertTrue(link.peer().sawEnd(), "whether the peer saw the end");
    }

    @Test
    @Promise("what is sent within the callback that ends the output arrives before the end")
    void s10_whatIsSentInTheSameCallbackArrives() {
        bench().diary.onMessage = (session, message) -> {
            session.send("answer to " + message);
            session.send("and that is all");
            session.shutdownOutput();
            session.shutdownOutput();
        };
        Link link = bench().connect();
        link.peer().says("one");
        bench().run();
        assertEquals(Lines.of("answer to one", "and that is all"), link.peer().heard(), "what the peer got");
        assertTrue(link.peer().sawEnd(), "whether the peer saw the end");
    }

    @Test
    @Promise("a session whose output has ended takes nothing for sending, and is open all the same")
    void s10_nothingIsTakenAfterTheEnd() {
        Link link = bench().connect();
        link.session().shutdownOutput();
        assertEquals(SendResult.CLOSED, link.session().send("too late"), "what became of a send");
        bench().run();
        assertTrue(link.session().isOpen(), "whether the session is open");
        assertEquals("", link.peer().heard(), "what the peer got");
    }

    @Test
    @Promise(
            "messages come after the output has ended, until the peer ends its stream, and then a close closes at once")
    void s10_messagesStillCome() {
        Link link = bench().connect();
        link.session().shutdownOutput();
        bench().run();
        link.peer().says("one", "two");
        link.peer().ends();
        bench().run();
        assertEquals(
                List.of("opened", "one", "two", "end of stream", "closed"), told(link), "what the session was told");
        assertEquals(Kind.PEER_CLOSED, bench().diary.reason(link.session()).kind(), "why it was closed");
    }

    @Test
    @Promise("a peer whose bytes are no message is sent the plugin's last word, and then the session is closed")
    void c5_aLastWordIsSentBeforeTheClose() {
        bench().diary.onMalformed = session -> {
            session.send("that was no message");
            session.close("by the plugin, and for the same reason");
        };
        Link link = bench().connect();
        link.peer().says("one", Lines.NONSENSE);
        bench().run();
        assertEquals(Lines.of("that was no message"), link.peer().heard(), "what the peer got");
        assertTrue(link.peer().sawEnd(), "whether the peer was told the end");
        link.peer().ends();
        bench().run();
        assertEquals(List.of("opened", "one", "malformed", "closed"), told(link), "what the session was told");
        assertEquals(Kind.CODEC_ERROR, bench().diary.reason(link.session()).kind(), "why it was closed");
    }
}
