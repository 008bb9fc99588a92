package io.quayside.plugin.chat;

import io.quayside.api.plugin.Metrics;
import io.quayside.api.plugin.Scheduler;
import io.quayside.api.plugin.TimeSource;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import io.quayside.api.session.Sessions;
import io.quayside.chat.v1.Frame;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What a chat plugin is handed besides its settings, with time standing still until it is told to pass. */
final class FakeFramework implements Sessions<Frame>, Scheduler, TimeSource, Metrics {
    static final long START_MILLIS = 1_800_000_000_000L;

    private final Map<String, Count> counters = new ConcurrentHashMap<>();
    private final Map<String, LongSupplier> gauges = new ConcurrentHashMap<>();
    private final List<Repeating> timers = new CopyOnWriteArrayList<>();
    private final AtomicLong nanos = new AtomicLong();

    /** A timer that repeats. */
    private final class Repeating implements Timer {
        private final Duration period;
        private final Runnable task;
        private long due;

        Repeating(Duration period, Runnable task) {
            this.period = period;
            this.task = task;
            this.due = nanos.get() + period.toNanos();
        }

        void runUntil(long now) {
            while (timers.contains(this) && due <= now) {
                due += period.toNanos();
                task.run();
            }
        }

        @Override
        public void cancel() {
            timers.remove(this);
        }
    }

    private static final class Count implements Counter {
        private final LongAdder adder = new LongAdder();

        @Override
        public void add(long amount) {
            adder.add(amount);
        }

        @Override
        public long value() {
            return adder.sum();
        }
    }

    /** Time passes, and the timers that are due run on the calling thread. */
    void pass(Duration time) {
        long now = nanos.addAndGet(time.toNanos());
        timers.forEach(timer -> timer.runUntil(now));
    }

    int timers() {
        return timers.size();
    }

    /** A counter's or gauge's value. */
    long figure(String name) {
        LongSupplier gauge = gauges.get(name);
        return gauge == null ? counter(name).value() : gauge.getAsLong();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        throw new IllegalStateException("the chat has no use for this");
    }

    @Override
    public Timer every(Duration period, Runnable task) {
        Repeating timer = new Repeating(period, task);
        timers.add(timer);
        return timer;
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public long currentTimeMillis() {
        return START_MILLIS + nanos.get() / 1_000_000;
    }

    @Override
    public Counter counter(String name) {
        return counters.computeIfAbsent(name, n -> new Count());
    }

    @Override
    public void gauge(String name, LongSupplier value) {
        gauges.put(name, value);
    }

    @Override
    public SessionGroup<Frame> newGroup() {
        return new FakeGroup();
    }

    @Override
    public int count() {
        throw new IllegalStateException("the chat has no use for this");
    }

    @Override
    public @Nullable Session<Frame> find(long id) {
        throw new IllegalStateException("the chat has no use for this");
    }

    @Override
    public void forEach(Consumer<? super Session<Frame>> action) {
        throw new IllegalStateException("the chat has no use for this");
    }
}
