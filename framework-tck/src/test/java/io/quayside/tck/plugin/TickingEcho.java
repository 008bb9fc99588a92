package io.quayside.tck.plugin;

import io.quayside.api.plugin.Plugin;
import io.quayside.api.plugin.Scheduler;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.Session;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends back what it gets, with a timer and a thread of its own while it is started, and a timer of each session; or breaks a
 * law. Its own timer ends with it, without its doing anything about it.
 */
final class TickingEcho implements Plugin<String> {
    private static final int LONG_ENOUGH_SECONDS = 30;

    private static final Queue<TickingEcho> KEPT = new ConcurrentLinkedQueue<>();

    private final Scheduler scheduler;
    private final @Nullable PluginFault fault;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Thread first;
    private boolean busy;
    private boolean threw;
    private int opened;

    TickingEcho(Scheduler scheduler, @Nullable PluginFault fault) {
        this.scheduler = scheduler;
        this.fault = fault;
        if (has(PluginFault.SCHEDULES_IN_ITS_CONSTRUCTOR)) {
            schedule();
        }
        if (has(PluginFault.STARTS_A_THREAD_IN_ITS_CONSTRUCTOR)) {
            startThread();
        }
    }

    private boolean has(PluginFault asked) {
        return fault == asked;
    }

    private void schedule() {
        scheduler.every(Duration.ofSeconds(1), () -> {});
    }

    private void startThread() {
        Thread thread = new Thread(
                () -> {
                    try {
                        boolean unused = stopped.await(LONG_ENOUGH_SECONDS, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "a plugin's");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void start() {
        if (has(PluginFault.LEAVES_A_THREAD_WHEN_ITS_START_FAILS)) {
            startThread();
        }
        if (has(PluginFault.IS_KEPT_BY_ITS_CLASS)) {
            KEPT.add(this);
        }
        schedule();
        startThread();
    }

    @Override
    public void stop() {
        if (!has(PluginFault.KEEPS_ITS_THREAD)) {
            stopped.countDown();
        }
        if (has(PluginFault.STOPS_ONLY_AFTER_SESSIONS) && opened == 0) {
            throw new IllegalStateException("no session was opened");
        }
    }

    @Override
    public @Nullable String waiting(int place) {
        if (has(PluginFault.KNOWS_ONE_PLACE) && place > 1) {
            throw new IllegalArgumentException("place " + place);
        }
        return "you are number " + place;
    }

    @Override
    public void opened(Session<String> session) {
        opened++;
        session.attach(scheduler.after(Duration.ofMinutes(1), session::close));
    }

    @Override
    public void message(Session<String> session, String message) {
        if (first == null) {
            first = Thread.currentThread();
        }
        if (has(PluginFault.KNOWS_ONE_THREAD) && first != Thread.currentThread()) {
            throw new IllegalStateException("another thread");
        }
        if (has(PluginFault.IS_BUSY_FOR_GOOD) && busy) {
            throw new IllegalStateException("busy");
        }
        if (has(PluginFault.SAYS_LESS_AFTER_A_THROW) && threw) {
            return;
        }
        busy = true;
        threw = true;
        boolean taken = session.send(message).taken();
        threw = false;
        busy = false;
        if (has(PluginFault.COUNTS_ON_SENDS) && !taken) {
            throw new IllegalStateException("not taken");
        }
    }

    @Override
    public void closed(Session<String> session, CloseReason reason) {
        if (has(PluginFault.THROWS_IN_CLOSED) && reason.kind() == Kind.CONNECTION_LOST) {
            throw new IllegalStateException("lost");
        }
        if (session.attachment() instanceof Scheduler.Timer timer && !has(PluginFault.KEEPS_A_TIMER_OF_EACH_SESSION)) {
            timer.cancel();
        }
    }
}
