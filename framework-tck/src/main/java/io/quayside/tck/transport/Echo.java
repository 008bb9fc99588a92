package io.quayside.tck.transport;

import io.quayside.api.Open;
import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.Connection;

/**
 * Sends back what it receives, in the very context, and receives on in another; keeps no events but the last.
 *
 * @since 0.1
 */
@Open
public class Echo extends Recorder {
    private static final int CAPACITY = 1_024;

    /** Posts nothing until {@link #begin}. */
    public Echo(Connection connection, Bench bench) {
        super(connection, bench);
    }

    @Override
    protected void onReceived(IoContext context, byte[] bytes) {
        context.buffer().flip();
        send(context);
        receive(CAPACITY);
    }

    @Override
    protected void onEndOfStream() {
        connection().shutdownOutput();
    }

    @Override
    protected boolean keeps(Event.Kind kind) {
        return kind == Event.Kind.CLOSED;
    }

    /** Posts the first receive. */
    public final void begin() {
        receive(CAPACITY);
    }
}
