package io.quayside.tck.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Stable;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.SendResult;
import io.quayside.tck.Promise;
import io.quayside.tck.PromiseReport;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The laws of {@link Plugin}, G1 to G3, as far as a plugin can break them: extend it for a plugin. The sessions are the
 * contract's, and have no connection. Each rule runs in a thread group of its own, which shows the threads that a plugin
 * starts.
 *
 * <pre>{@code
 * class MyPluginContractTest extends PluginContract<MyMessage> {
 *     @Override
 *     protected Plugin<MyMessage> newPlugin(PluginParts<MyMessage> parts) {
 *         return new MyPlugin(parts.sessions(), parts.scheduler());
 *     }
 *
 *     @Override
 *     protected List<MyMessage> messages() {
 *         return List.of(MyMessage.hello(), MyMessage.question("what time is it?"));
 *     }
 * }
 * }</pre>
 *
 * @param <M> the type of the messages
 * @since 0.1
 */
@Stable
@ExtendWith(PromiseReport.class)
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class PluginContract<M> {
    private static final long LOOK_EVERY_NANOS = 50_000;
    private static final long LOOK_FOR_GARBAGE_EVERY_NANOS = 20_000_000;

    private final ThreadGroup group = new ThreadGroup("plugin contract");
    private final PluginBench<M> bench = new PluginBench<>();

    /** For subclasses. */
    protected PluginContract() {}

    /** A new plugin, made of these parts as the framework would, not started, and kept nowhere; asked once for each rule. */
    protected abstract Plugin<M> newPlugin(PluginParts<M> parts);

    /** Messages that a client may send, one after the other, in one session. At least one. */
    protected abstract List<M> messages();

    /** How long something may take that has to happen, between threads. */
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }

    /** Runs what calls the plugin in the rule's thread group. */
    private void inGroup(Callable<Void> calls) throws Exception {
        FutureTask<Void> running = new FutureTask<>(calls);
        Thread thread = new Thread(group, running, "plugin contract");
        thread.setDaemon(true);
        thread.start();
        try {
            running.get(patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("the plugin threw " + e.getCause(), e.getCause());
        }
        thread.join(patience().toMillis());
    }

    private void start() throws Exception {
        bench.drives(newPlugin(bench.parts()));
        bench.plugin().start();
    }

    /** Waits until the plugin's threads have ended, and asserts that it has no timer. */
    private void assertNothingHeld() {
        awaitThreads();
        assertEquals(Set.of(), bench.timers.live(), "timers that weren't cancelled");
    }

    private void serveThree() {
        for (int i = 0; i < 3; i++) {
            bench.close(served(), Kind.PEER_CLOSED, null);
        }
    }

    private void awaitThreads() {
        long end = System.nanoTime() + patience().toNanos();
        while (group.activeCount() > 0) {
            Thread[] left = new Thread[1];
            if (System.nanoTime() - end >= 0 && group.enumerate(left) > 0) {
                throw new AssertionError("a thread is left: " + left[0]);
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    private PlayedSession<M> served() {
        PlayedSession<M> session = bench.open();
        bench.hand(session, messages());
        return session;
    }

    @Test
    @Promise("until it is started a plugin has no timer and no thread")
    void g1_nothingRunsBeforeTheStart() throws Exception {
        inGroup(() -> {
            bench.drives(newPlugin(bench.parts()));
            return null;
        });
        assertNothingHeld();
    }

    @Test
    @Promise("a plugin starts and stops, though it has seen no session")
    void g1_startsAndStopsWithoutSessions() throws Exception {
        inGroup(() -> {
            start();
            bench.plugin().stop();
            return null;
        });
    }

    @Test
    @Promise("a plugin whose start throws, since it gets no timer, holds no thread and no timer afterwards")
    void g1_aStartThatThrowsHoldsNothing() throws Exception {
        inGroup(() -> {
            bench.timers.refuse();
            try {
                start();
            } catch (IllegalStateException refused) {
                return null; // it is never stopped then
            }
            bench.plugin().stop();
            return null;
        });
        assertNothingHeld();
    }

    @Test
    @Promise("what a client may send is served without a throw, from opened to closed, and then the plugin stops")
    void g1_servesFromStartToStop() throws Exception {
        inGroup(() -> {
            start();
            bench.close(served(), Kind.PEER_CLOSED, null);
            bench.close(served(), Kind.CONNECTION_LOST, new IOException("on purpose"));
            bench.plugin().stop();
            return null;
        });
    }

    @Test
    @Promise("who waits for a session is told something or nothing, but by no throw")
    void g1_whoWaitsHarmsNobody() throws Exception {
        inGroup(() -> {
            start();
            for (int place = 1; place < 4; place++) {
                bench.plugin().waiting(place);
            }
            bench.plugin().stop();
            return null;
        });
    }

    @Test
    @Promise("after its stop a plugin that has served sessions has no thread")
    void g2_noThreadIsLeftAfterTheStop() throws Exception {
        inGroup(() -> {
            start();
            serveThree();
            bench.plugin().stop();
            return null;
        });
        awaitThreads();
    }

    @Test
    @Promise(
            "timers of sessions end with them: a plugin's own may stay until it stops, when the framework ends them, but they don't"
                    + " grow more with each session")
    void g2_timersOfSessionsEndWithThem() throws Exception {
        inGroup(() -> {
            start();
            serveThree();
            int before = bench.timers.live().size();
            serveThree();
            assertEquals(before, bench.timers.live().size(), "timers after three more sessions have come and gone");
            bench.plugin().stop();
            return null;
        });
    }

    @Test
    @Promise(
            "after its stop a plugin is garbage: nothing that outlives it, such as a static field or a thread, holds it and with it its classes")
    void g2_isGarbageAfterTheStop() throws Exception {
        inGroup(() -> {
            start();
            bench.close(served(), Kind.PEER_CLOSED, null);
            bench.plugin().stop();
            return null;
        });
        awaitThreads();
        WeakReference<Plugin<M>> plugin = bench.forgets();
        long end = System.nanoTime() + patience().toNanos();
        while (plugin.get() != null) {
            if (System.nanoTime() - end >= 0) {
                throw new AssertionError("the plugin is still reachable, from something that outlives it");
            }
            System.gc();
            LockSupport.parkNanos(LOOK_FOR_GARBAGE_EVERY_NANOS);
        }
    }

    @Test
    @Promise("an exception in one session's callback leaves the plugin able to serve the others as before")
    void g3_anExceptionInOneSessionHarmsNoOther() throws Exception {
        inGroup(() -> {
            start();
            PlayedSession<M> before = served();
            int answers = before.sent();
            bench.close(before, Kind.PEER_CLOSED, null);
            PlayedSession<M> broken = bench.open();
            RuntimeException failure = new IllegalStateException("thrown on purpose by send");
            broken.failure = failure;
            try {
                bench.hand(broken, messages());
            } catch (RuntimeException thrown) {
                assertEquals(failure, thrown, "what the callback threw");
            }
            bench.close(broken, Kind.PLUGIN_ERROR, failure);
            PlayedSession<M> after = served();
            assertEquals(answers, after.sent(), "messages sent to a session, as many as to one before the exception");
            bench.close(after, Kind.PEER_CLOSED, null);
            bench.plugin().stop();
            return null;
        });
    }

    @Test
    @Promise("a send that isn't taken is no reason to throw")
    void g3_sendsThatAreNotTakenAreNoMistake() throws Exception {
        inGroup(() -> {
            start();
            for (SendResult answer : SendResult.values()) {
                PlayedSession<M> session = bench.open();
                session.answer = answer;
                bench.hand(session, messages());
                bench.close(session, Kind.CONNECTION_LOST, null);
            }
            bench.plugin().stop();
            return null;
        });
    }

    @Test
    @Promise("sessions are served by several threads, each its own")
    void g3_sessionsOfSeveralThreadsAreServed() throws Exception {
        inGroup(() -> {
            start();
            return null;
        });
        for (int i = 0; i < 3; i++) {
            inGroup(() -> {
                bench.close(served(), Kind.PEER_CLOSED, null);
                return null;
            });
        }
        inGroup(() -> {
            bench.plugin().stop();
            return null;
        });
        assertTrue(bench.parts().sessions().count() == 0, "whether all sessions have ended");
    }
}
