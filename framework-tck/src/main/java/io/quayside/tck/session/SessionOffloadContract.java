package io.quayside.tck.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Stable;
import io.quayside.api.session.Session;
import io.quayside.tck.Promise;
import io.quayside.tck.session.SessionBench.Link;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Work that may block: S8.
 *
 * @since 0.1
 */
@Stable
public abstract class SessionOffloadContract extends SessionRules {
    /** For subclasses. */
    protected SessionOffloadContract() {}

    /** Messages that begin so are offloaded. */
    private void offloads(String start) {
        Diary diary = bench().diary;
        diary.onMessage = (session, message) -> {
            if (message.startsWith(start)) {
                boolean taken = session.offload(() -> diary.write(session, "work of " + message, () -> {
                    session.send("answer to " + message);
                }));
                assertTrue(taken, "whether the work was taken");
            }
        };
    }

    @Test
    @Promise("offloaded work runs where work may block, and not on a worker")
    void s8_offloadedWorkRunsOffTheWorkers() {
        offloads("slow");
        Link link = bench().connect();
        link.peer().says("slow");
        bench().run();
        assertEquals(List.of("opened", "slow"), bench().diary.of(link.session()), "what workers ran");
        assertEquals(1, bench().blocking.run(), "how many pieces of work were handed over");
        bench().run();
        assertEquals(
                List.of("opened", "slow", "work of slow"), bench().diary.of(link.session()), "what was run in the end");
        assertEquals(Lines.of("answer to slow"), link.peer().heard(), "what the peer got");
    }

    @Test
    @Promise("nothing else of its session runs until offloaded work has ended, and then all of it in order")
    void s8_theSessionWaitsForItsWork() {
        offloads("slow");
        Link link = bench().connect();
        Session<String> session = link.session();
        link.peer().says("slow one", "two", "slow three");
        link.peer().says("four");
        bench().run();
        session.execute(() -> bench().diary.write(session, "task", () -> {}));
        bench().run();
        assertEquals(List.of("opened", "slow one"), bench().diary.of(session), "what ran while the work was waiting");
        bench().runAll();
        List<String> order = bench().diary.of(session);
        assertEquals(
                List.of("opened", "slow one", "work of slow one", "two", "slow three", "work of slow three", "four"),
                order.stream().filter(event -> !event.equals("task")).toList(),
                "what the session was told, tasks aside");
        assertTrue(order.contains("task"), "whether the task ran in the end");
    }

    @Test
    @Promise("while one session's work is going on, others are served")
    void s8_othersGoOnMeanwhile() {
        offloads("slow");
        Link one = bench().connect();
        Link other = bench().connect();
        one.peer().says("slow");
        bench().run();
        other.peer().says("quick");
        bench().run();
        assertEquals(List.of("opened", "quick"), bench().diary.of(other.session()), "what the other session was told");
        other.peer().says("slow too");
        bench().run();
        assertEquals(2, bench().blocking.run(), "how many pieces of work were going on at once");
    }

    @Test
    @Promise("a session that is reset while its work is going on is told closed when the work has ended")
    void s8_closedWaitsForTheWork() {
        offloads("slow");
        Link link = bench().connect();
        link.peer().says("slow");
        bench().run();
        link.peer().resets();
        bench().run();
        assertEquals(
                List.of("opened", "slow"), bench().diary.of(link.session()), "what the session was told meanwhile");
        bench().runAll();
        assertEquals(
                List.of("opened", "slow", "work of slow", "closed"),
                bench().diary.of(link.session()),
                "what the session was told");
    }

    @Test
    @Promise("offloaded work that throws closes its session as a callback would")
    void g3_workThatThrowsClosesItsSession() {
        Link link = bench().connect();
        assertTrue(
                link.session().offload(() -> {
                    throw new IllegalStateException("thrown on purpose");
                }),
                "whether the work was taken");
        bench().runAll();
        assertTrue(!link.session().isOpen(), "whether the session is closed");
    }
}
