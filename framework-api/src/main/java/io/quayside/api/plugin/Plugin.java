package io.quayside.api.plugin;

import io.quayside.api.Stable;
import io.quayside.api.session.SessionHandler;
import org.jspecify.annotations.Nullable;

/**
 * One protocol: what to do with messages; implemented by plugin authors.
 *
 * <p>The framework makes one instance for each endpoint that names the plugin, through the constructor annotated with
 * {@code jakarta.inject.Inject}. What a constructor may ask for:
 *
 * <ul>
 *   <li>{@link io.quayside.api.Settings}: the endpoint's section {@code settings}; every key is asked for in the
 *       constructor, after which those that nobody asked for are errors
 *   <li>{@link io.quayside.api.session.Sessions Sessions&lt;M&gt;}: the endpoint's sessions, and groups of them; to be used
 *       from start on
 *   <li>{@link Scheduler}: timers, which end when the plugin stops
 *   <li>{@link TimeSource}: what time it is
 *   <li>{@link Metrics}: counters and gauges, named after the endpoint
 *   <li>{@link EndpointInfo}: the endpoint's name
 *   <li>any class of the plugin's own that has an {@code Inject} constructor
 * </ul>
 *
 * <p>A plugin whose callbacks may block is marked {@link Blocking}: they run off the workers then. For one that seldom has to
 * block there is {@link io.quayside.api.session.Session#offload}.
 *
 * <ul>
 *   <li>G1: start and stop exactly once; a start that throws stops the server's start with the plugin's name in the
 *       message.
 *   <li>G2: after stop, no thread, timer, context or class of it is held.
 *   <li>G3: an exception in one session's callback closes that session only.
 * </ul>
 *
 * @param <M> the type of the messages
 * @since 0.1
 */
@Stable
public interface Plugin<M> extends SessionHandler<M> {
    /** Called once, before the first session; whatever it throws stops the server's start (G1). */
    default void start() throws Exception {}

    /**
     * The message for a connection that has to wait until the server has room for it, if the protocol has one; called when it
     * begins to wait, and later when its place has changed, on any thread. It has no session yet.
     *
     * @param place 1 for who is next
     */
    default @Nullable M waiting(int place) {
        return null;
    }

    /** Called once, after the last session has closed, if start returned normally (G1). Gives up everything (G2). */
    default void stop() throws Exception {}
}
