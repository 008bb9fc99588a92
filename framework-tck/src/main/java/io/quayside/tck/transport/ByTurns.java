package io.quayside.tck.transport;

import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.Connection;
import io.quayside.tck.transport.Event.Kind;
import java.io.ByteArrayOutputStream;

/** Collects what comes, into contexts of any kind. */
final class ByTurns extends Recorder {
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();
    private int posts;

    ByTurns(Connection connection, Bench bench) {
        super(connection, bench);
    }

    void receiveNext() {
        int turn = posts++ % 5;
        if (!(turn < 3 ? receive() : receive(turn == 3 ? 100 : 20_000))) {
            throw new AssertionError("a receive was refused");
        }
    }

    @Override
    protected void onReceived(IoContext context, byte[] bytes) {
        synchronized (this) {
            all.writeBytes(bytes);
        }
        super.onReceived(context, bytes);
        receiveNext();
    }

    synchronized int bytes() {
        return all.size();
    }

    synchronized byte[] all() {
        return all.toByteArray();
    }

    @Override
    protected boolean keeps(Kind kind) {
        return kind != Kind.RECEIVED;
    }
}
