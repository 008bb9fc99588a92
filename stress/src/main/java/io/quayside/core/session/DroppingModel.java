package io.quayside.core.session;

/** The same for a queue that drops the oldest at its limit: what is dropped came back too, and the rest goes out in order. */
public class DroppingModel extends SendQueueModel {
    private static final long LIMIT = 512; // so that two are too many

    @Override
    SendQueue queue(Wire connection) {
        return new DroppingSendQueue(connection, this, LIMIT, LIMIT);
    }
}
