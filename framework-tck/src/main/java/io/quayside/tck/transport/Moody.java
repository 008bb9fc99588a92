package io.quayside.tck.transport;

import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.Connection;
import java.util.Random;

/** Echoes, and ends its connection at a random moment, from a random place. */
final class Moody extends Echo {
    private final Random receiving;
    private final Random sending;
    private volatile boolean cutShort;

    Moody(Connection connection, Bench bench, long seed) {
        super(connection, bench);
        this.receiving = new Random(seed);
        this.sending = new Random(~seed);
    }

    /** Whether it ended the connection while the peer was still sending. */
    boolean hasCutShort() {
        return cutShort;
    }

    @Override
    protected void onReceived(IoContext context, byte[] bytes) {
        switch (receiving.nextInt(12)) {
            case 0 -> {
                cutShort = true;
                connection().close();
            }
            case 1 -> {
                cutShort = true;
                connection().abort();
            }
            case 2 -> connection().shutdownOutput();
            case 3 -> begin();
            default -> send(new byte[200], new byte[1 + receiving.nextInt(5_000)]);
        }
        super.onReceived(context, bytes);
    }

    @Override
    protected void onSent(IoContext context) {
        context.release();
        if (sending.nextInt(400) == 0) {
            throw new IllegalStateException("thrown on purpose");
        }
    }

    @Override
    protected void onEndOfStream() {
        if (receiving.nextBoolean()) {
            connection().shutdownOutput();
        }
        connection().close();
    }
}
