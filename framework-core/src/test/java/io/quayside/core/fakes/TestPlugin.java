package io.quayside.core.fakes;

import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.Session;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Writes its life down: started, opened, closed, stopped; sends back what it is sent. */
public final class TestPlugin implements Plugin<String> {
    private final String name;
    private final List<String> life;
    private final AtomicReference<@Nullable Throwable> startFailure = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> stopFailure = new AtomicReference<>();
    private volatile Runnable whenStarted = () -> {};

    /** Writes its name with everything into a list that it may share with others. */
    public TestPlugin(String name, List<String> life) {
        this.name = name;
        this.life = life;
    }

    /** Writes into a list of its own. */
    public TestPlugin(String name) {
        this(name, new CopyOnWriteArrayList<>());
    }

    /** Will throw at the start. */
    public TestPlugin failsToStart(Throwable failure) {
        startFailure.set(failure);
        return this;
    }

    /** Will throw at the stop. */
    public TestPlugin failsToStop(Throwable failure) {
        stopFailure.set(failure);
        return this;
    }

    /** Does something within the start. */
    public TestPlugin whenStarted(Runnable action) {
        whenStarted = action;
        return this;
    }

    /** What was written so far. */
    public List<String> life() {
        return List.copyOf(life);
    }

    @Override
    public void start() throws Exception {
        life.add(name + " started");
        whenStarted.run();
        throwIf(startFailure.get());
    }

    @Override
    public void stop() throws Exception {
        life.add(name + " stopped");
        throwIf(stopFailure.get());
    }

    @Override
    public void opened(Session<String> session) {
        life.add(name + " opened");
    }

    @Override
    public void message(Session<String> session, String message) {
        session.send(message);
    }

    @Override
    public void closed(Session<String> session, CloseReason reason) {
        life.add(name + " closed " + reason.kind());
    }

    private static void throwIf(@Nullable Throwable failure) throws Exception {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof Exception exception) {
            throw exception;
        }
    }
}
