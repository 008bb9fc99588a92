package io.quayside.tck.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Stable;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.Session;
import io.quayside.tck.Promise;
import io.quayside.tck.session.SessionBench.Link;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What one session's callbacks see of each other: S1, and that an exception or a bad frame ends one session: C5 and G3.
 *
 * @since 0.1
 */
@Stable
public abstract class SessionCallbackContract extends SessionRules {
    private static final int EACH = 300;
    private static final int SENDERS = 3;

    /** For subclasses. */
    protected SessionCallbackContract() {}

    @Test
    @Promise("a task never runs within a callback, nor within the call that hands it over")
    void s1_tasksDontRunWithinCallbacks() {
        Diary diary = bench().diary;
        Link link = bench().connect();
        Session<String> session = link.session();
        diary.onMessage = (mine, message) -> mine.execute(() -> diary.write(mine, "task of " + message, () -> {}));
        link.peer().says("one", "two");
        bench().run();
        assertTrue(session.execute(() -> diary.write(session, "task", () -> {})), "whether the task was taken");
        assertFalse(diary.of(session).contains("task"), "the task ran within execute");
        bench().run();
        assertEquals(
                List.of("one", "opened", "task", "task of one", "task of two", "two"),
                diary.of(session).stream().sorted().toList(),
                "what happened, sorted");
    }

    @Test
    @Promise(
            "callbacks, tasks and offloaded work see what those before them wrote, while others send and hand over tasks")
    void s1_eachSeesWhatTheOneBeforeItWrote() throws InterruptedException {
        SessionBench bench = benchOnThreads();
        Diary diary = bench.diary;
        int[] plain = new int[1];
        Runnable countUp = () -> {
            int before = plain[0];
            for (int i = 0; i < 500; i++) {
                Thread.onSpinWait();
            }
            plain[0] = before + 1;
        };
        diary.onMessage = (session, message) -> countUp.run();
        Link link = bench.connect();
        Session<String> session = link.session();
        Together.run(SENDERS, patience(), number -> {
            for (int i = 0; i < EACH; i++) {
                session.execute(() -> diary.write(session, "task", countUp));
                if (i % 10 == 0) {
                    session.offload(() -> diary.write(session, "offloaded", countUp));
                }
                session.send("sent beside");
                if (number == 0) {
                    link.peer().says("message");
                }
            }
        });
        int all = EACH * SENDERS + EACH * SENDERS / 10 + EACH;
        bench.until(
                "opened, and " + all + " messages, tasks and pieces of work, are through",
                () -> diary.of(session).stream()
                                .filter(event -> !event.equals("writable"))
                                .count()
                        == all + 1);
        AtomicInteger seen = new AtomicInteger(-1);
        session.execute(() -> seen.set(plain[0]));
        bench.until("the last task is through", () -> seen.get() >= 0);
        assertEquals(all, seen.get(), "what was counted without a lock");
    }

    @Test
    @Promise("bytes that are no message close that session, with a reason that says what the codec said, and no other")
    void c5_bytesThatAreNoMessageCloseThatSessionOnly() {
        Link bad = bench().connect();
        Link good = bench().connect();
        bad.peer().says("one", Lines.NONSENSE, "three");
        bench().run();
        good.peer().says("four");
        bench().run();
        assertFalse(bad.session().isOpen(), "whether the session with the bad frame is open");
        assertEquals(List.of("opened", "four"), bench().diary.of(good.session()), "what the other session was told");
        bad.peer().ends();
        bad.peer().close();
        bench().run();
        assertEquals(List.of("opened", "one", "closed"), bench().diary.of(bad.session()), "what the session was told");
        CloseReason reason = bench().diary.reason(bad.session());
        assertEquals(CloseReason.Kind.CODEC_ERROR, reason.kind(), "the reason");
        assertTrue(
                reason.toString().contains(Lines.WHY_NONSENSE),
                () -> "the reason doesn't say what the codec said, " + Lines.WHY_NONSENSE + ": " + reason);
    }

    @Test
    @Promise("a callback that throws closes its session with that cause, and no other")
    void g3_aCallbackThatThrowsClosesThatSessionOnly() {
        RuntimeException thrown = new IllegalStateException("thrown on purpose");
        Diary diary = bench().diary;
        diary.onMessage = (session, message) -> {
            if (message.equals("throw")) {
                throw thrown;
            }
        };
        Link bad = bench().connect();
        Link good = bench().connect();
        bad.peer().says("throw", "two");
        bench().run();
        good.peer().says("three");
        bench().run();
        assertFalse(bad.session().isOpen(), "whether the session whose callback threw is open");
        assertEquals(List.of("opened", "three"), diary.of(good.session()), "what the other session was told");
        bad.peer().close();
        bench().run();
        assertEquals(List.of("opened", "throw", "closed"), diary.of(bad.session()), "what the session was told");
        CloseReason reason = diary.reason(bad.session());
        assertEquals(CloseReason.Kind.PLUGIN_ERROR, reason.kind(), "the reason");
        assertEquals(thrown, reason.cause(), "the cause");
    }

    @Test
    @Promise("what a plugin attaches to a session is there in the next callback, and at first nothing is")
    void s1_attachmentsStayWithTheirSession() {
        Diary diary = bench().diary;
        diary.onMessage = (session, message) -> session.attach(message + session.attachment());
        Link one = bench().connect();
        Link two = bench().connect();
        assertNull(one.session().attachment(), "the attachment at first");
        one.peer().says("a", "b");
        two.peer().says("c");
        bench().run();
        assertEquals("banull", one.session().attachment(), "the attachment of the first session");
        assertEquals("cnull", two.session().attachment(), "the attachment of the second session");
    }
}
