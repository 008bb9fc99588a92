package io.quayside.tck.plugin;

import io.quayside.api.Stable;
import io.quayside.api.plugin.EndpointInfo;
import io.quayside.api.plugin.Metrics;
import io.quayside.api.plugin.Scheduler;
import io.quayside.api.plugin.TimeSource;
import io.quayside.api.session.Sessions;

/**
 * What a plugin may ask for in its constructor, its settings aside, played by the contract.
 *
 * @param sessions the endpoint's sessions
 * @param scheduler timers, which run only when a rule says so
 * @param time a clock that stands still
 * @param metrics counters of the rule
 * @param endpoint the endpoint's name
 * @param <M> the type of the messages
 * @since 0.1
 */
@Stable
public record PluginParts<M>(
        Sessions<M> sessions, Scheduler scheduler, TimeSource time, Metrics metrics, EndpointInfo endpoint) {}
