package io.quayside.benchmarks.servers;

import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import io.quayside.chat.v1.Frame;

/** The protobuf service as a plugin. Concurrency: no state. */
final class RelayPlugin implements Plugin<Frame> {
    @Override
    public void message(Session<Frame> session, Frame request) {
        if (session.send(PrivateMessages.relayed(request)) == SendResult.REFUSED) {
            session.close("a message could not be queued");
        }
    }
}
