package io.quayside.plugin.echo;

import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import jakarta.inject.Inject;

/**
 * Sends every message back; made by the framework, one for each endpoint that names {@code echo}.
 *
 * <p>A peer that doesn't read its echoes is not sent more than it takes: the framework receives nothing from a congested
 * session. So a refused send means that the server has no I/O contexts left. The peer counts on every message coming back,
 * in order, and a gap would go unnoticed: its session is closed instead, after the echoes taken before.
 *
 * <p>It counts nothing itself: what is sent and what is refused, the framework counts for every endpoint.
 *
 * <p>Concurrency: no state.
 */
final class EchoPlugin implements Plugin<Object> {
    @Inject
    EchoPlugin() {}

    @Override
    public void message(Session<Object> session, Object message) {
        // Of a closed session there is nobody left to tell.
        if (session.send(message) == SendResult.REFUSED) {
            session.close("an echo could not be queued: the server is out of I/O contexts");
        }
    }
}
