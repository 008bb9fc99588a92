package io.quayside.core.session;

import static io.quayside.core.fakes.Texts.asLines;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.core.fakes.RecordingHandler;
import io.quayside.core.fakes.SessionHarness;
import io.quayside.core.fakes.SessionHarness.Link;
import io.quayside.core.fakes.Texts;
import io.quayside.core.fakes.WrappedCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** S1 and S8: what is executed and offloaded in session order. */
class SessionTasksTest {
    private final SessionHarness harness = new SessionHarness(new StandardSessionProvider());
    private final RecordingHandler handler = harness.handler();

    @AfterEach
    void everythingIsGivenBack() {
        harness.close();
    }

    private List<String> events(Link link) {
        return handler.events(link.session());
    }

    @Test
    void aTaskRunsOnAWorkerInTheOrderOfTheSession() {
        Link link = harness.connect();
        assertTrue(link.session().execute(() -> handler.note(link.session(), "one")));
        assertTrue(link.session().execute(() -> handler.note(link.session(), "two")));
        assertEquals(List.of("opened"), events(link), "not within the call");
        harness.run();
        assertEquals(List.of("opened", "one", "two"), events(link));
    }

    @Test
    void aTaskOfACallbackRunsAfterItAndBeforeTheNextMessage() {
        handler.onMessage((session, message) -> session.execute(() -> handler.note(session, "task of " + message)));
        Link link = harness.connect();
        link.peer().send(asLines("one", "two"));
        harness.run();
        assertEquals(List.of("opened", "message one", "task of one", "message two", "task of two"), events(link));
    }

    @Test
    void aTaskOfATaskRunsAfterIt() {
        Link link = harness.connect();
        link.session().execute(() -> {
            handler.note(
                    link.session(), "outer", () -> link.session().execute(() -> handler.note(link.session(), "inner")));
        });
        harness.run();
        assertEquals(List.of("opened", "outer", "inner"), events(link));
    }

    @Test
    void aTaskAcceptedRunsBeforeClosed() {
        Link link = harness.connect();
        link.session().close();
        assertTrue(link.session().execute(() -> handler.note(link.session(), "last task")));
        link.session().abort();
        harness.run();
        assertEquals(List.of("opened", "last task", "closed PLUGIN_CLOSED"), events(link));
    }

    @Test
    void noTaskIsAcceptedOnceTheSessionHasEnded() {
        List<Boolean> accepted = new ArrayList<>();
        handler.onClosed((session, reason) -> accepted.add(session.execute(() -> {})));
        Link link = harness.connect();
        link.peer().reset();
        harness.run();
        accepted.add(link.session().execute(() -> {}));
        accepted.add(link.session().offload(() -> {}));
        harness.runAll();
        assertEquals(List.of(false, false, false), accepted);
    }

    @Test
    void aTaskThatThrowsClosesItsSession() {
        RuntimeException bug = new RuntimeException("a bug in a task");
        Link link = harness.connect();
        link.session().execute(() -> {
            throw bug;
        });
        harness.run();
        link.peer().end();
        harness.run();
        assertEquals(
                new CloseReason(Kind.PLUGIN_ERROR, "the plugin's task threw", bug), handler.reason(link.session()));
    }

    // ---- offloading

    @Test
    void nothingOfTheSessionRunsUntilTheBlockingTaskHasEnded() {
        handler.onMessage((session, message) -> {
            if (message.equals("query")) {
                session.offload(() -> handler.note(session, "answer"));
            }
        });
        Link link = harness.connect();
        link.peer().send(asLines("query", "next"));
        harness.run();
        link.peer().send(asLines("more"));
        link.session().execute(() -> handler.note(link.session(), "task"));
        link.peer().end();
        harness.run();
        assertEquals(List.of("opened", "message query"), events(link));
        harness.runAll();
        assertEquals(
                List.of(
                        "opened",
                        "message query",
                        "answer",
                        "task",
                        "message next",
                        "message more",
                        "end of stream",
                        "closed PEER_CLOSED"),
                events(link));
    }

    @Test
    void nobodyElseWaitsForABlockingTask() {
        Link blocked = harness.connect();
        Link other = harness.connect();
        blocked.session().offload(() -> handler.note(blocked.session(), "done"));
        harness.run();
        other.peer().send(asLines("hello"));
        harness.run();
        assertEquals(List.of("opened", "message hello"), events(other));
        assertEquals(List.of("opened"), events(blocked));
        harness.runAll();
        assertEquals(List.of("opened", "done"), events(blocked));
    }

    @Test
    void blockingAndOtherTasksKeepTheirOrder() {
        Link link = harness.connect();
        link.session().execute(() -> handler.note(link.session(), "1"));
        link.session().offload(() -> handler.note(link.session(), "2"));
        link.session().execute(() -> handler.note(link.session(), "3"));
        link.session().offload(() -> handler.note(link.session(), "4"));
        link.session().offload(() -> handler.note(link.session(), "5"));
        link.session().execute(() -> handler.note(link.session(), "6"));
        harness.runAll();
        assertEquals(List.of("opened", "1", "2", "3", "4", "5", "6"), events(link));
    }

    @Test
    void whatABlockingTaskSendsComesBehindWhatWasSentBefore() {
        handler.onMessage((session, message) -> {
            session.send("looking for " + message);
            session.offload(() -> {
                session.send("found " + message);
                session.send("and more");
            });
        });
        Link link = harness.connect();
        link.peer().send(asLines("one", "two"));
        harness.run();
        assertEquals(asLines("looking for one"), link.peer().read(), "before it blocks");
        harness.runAll();
        assertEquals(
                asLines("found one", "and more", "looking for two", "found two", "and more"),
                link.peer().read());
    }

    @Test
    void aBlockingTaskMayOffloadAnother() {
        Link link = harness.connect();
        link.session()
                .offload(() -> handler.note(
                        link.session(),
                        "outer",
                        () -> link.session().offload(() -> handler.note(link.session(), "inner"))));
        harness.runAll();
        assertEquals(List.of("opened", "outer", "inner"), events(link));
    }

    @Test
    void aBlockingTaskThatThrowsClosesItsSession() {
        RuntimeException bug = new RuntimeException("the database is down");
        Link link = harness.connect();
        link.session().offload(() -> {
            throw bug;
        });
        harness.runAll();
        link.peer().end();
        harness.run();
        assertEquals(
                new CloseReason(Kind.PLUGIN_ERROR, "the plugin's task threw", bug), handler.reason(link.session()));
    }

    @Test
    void theConnectionMayEndWhileATaskBlocks() {
        Link link = harness.connect();
        link.session().offload(() -> {
            link.session().send("too late");
            handler.note(link.session(), "done");
        });
        harness.run();
        link.peer().reset();
        harness.run();
        assertEquals(1, harness.layer().sessions().count(), "it is not over yet");
        harness.runAll();
        assertEquals(List.of("opened", "done", "closed CONNECTION_LOST"), events(link));
        harness.assertAtRest();
    }

    @Test
    void theTransportMayEndWhileTasksBlock() {
        Link link = harness.connect();
        link.session().offload(() -> handler.note(link.session(), "one"));
        link.session().offload(() -> handler.note(link.session(), "two"));
        link.session().execute(() -> handler.note(link.session(), "three"));
        harness.run();
        harness.transport().close();
        harness.runAll();
        assertEquals(List.of("opened", "one", "two", "three", "closed PEER_CLOSED"), events(link));
        harness.assertAtRest();
    }

    @Test
    void whereNobodyOffersToBlockTasksRunAllTheSame() {
        harness.offloadsTo(task -> {
            throw new RejectedExecutionException("stopped");
        });
        Link link = harness.connect();
        link.session().offload(() -> handler.note(link.session(), "one"));
        link.session().offload(() -> handler.note(link.session(), "two"));
        link.session().execute(() -> handler.note(link.session(), "three"));
        link.peer().reset();
        harness.run();
        assertEquals(List.of("opened", "one", "two", "three", "closed CONNECTION_LOST"), events(link));
        harness.assertAtRest();
    }

    @Test
    void aBlockingTaskThatRunsOnTheSpotIsFineToo() {
        harness.offloadsTo(Runnable::run);
        handler.onMessage((session, message) -> {
            session.send("looking");
            session.offload(() -> session.send("found"));
        });
        Link link = harness.connect();
        link.peer().send(asLines("one", "two"));
        harness.run();
        assertEquals(
                asLines("looking", "found", "looking", "found"), link.peer().read());
    }

    @Test
    @Timeout(30)
    void theWorkerIsThroughWithTheSessionBeforeTheTasksThreadBegins() throws InterruptedException {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        harness.codec(new WrappedCodec(Texts.lines(100)) {
            @Override
            public void encode(String message, ByteBuffer out) {
                if (message.equals("from the task")) {
                    writing.countDown();
                    await(goOn);
                }
                super.encode(message, out);
            }
        });
        harness.offloadsTo(task -> {
            Thread thread = new Thread(task);
            threads.add(thread);
            thread.start();
            await(writing); // the task is in the middle of a send while the worker comes back from here
        });
        handler.onMessage((session, message) -> session.offload(() -> session.send("from the task")));
        Link link = harness.connect();
        link.peer().send(asLines("go"));
        harness.run();
        goOn.countDown();
        threads.get(0).join();
        harness.run();
        assertEquals(asLines("from the task"), link.peer().read());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aTaskMayCloseItsSession() {
        Link link = harness.connect();
        link.session().offload(() -> link.session().close("looked and left"));
        harness.runAll();
        assertFalse(link.session().isOpen());
        link.peer().end();
        harness.runAll();
        assertEquals("looked and left", handler.reason(link.session()).detail());
    }
}
