package io.quayside.api.session;

import io.quayside.api.Open;
import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.plugin.Metrics;
import io.quayside.api.plugin.TimeSource;
import io.quayside.api.pool.ContextPool;
import io.quayside.api.transport.Transport;
import java.util.concurrent.Executor;

/**
 * What a session layer is made of.
 *
 * @param endpoint the endpoint's name, for log lines
 * @param settings the endpoint's section {@code session}
 * @param transport for posting tasks to its workers
 * @param contexts where receives and sends get their contexts
 * @param codec the endpoint's codec
 * @param handler the endpoint's plugin
 * @param blocking where work that may block runs
 * @param time the clock that idle times and time-outs go by
 * @param metrics where the layer counts
 * @param <M> the type of the messages
 * @since 0.1
 */
@Open
public record SessionParts<M>(
        String endpoint,
        Settings settings,
        Transport transport,
        ContextPool contexts,
        Codec<M> codec,
        SessionHandler<M> handler,
        Executor blocking,
        TimeSource time,
        Metrics metrics) {}
