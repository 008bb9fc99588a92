package io.quayside.transport.uring;

/** Keeps a read of the worker's alarm posted, so that the ring's wait ends when it is rung. */
final class AlarmReader extends Resident {
    /** The kind of the completion of a cancel. */
    static final int CANCEL = 1;

    private static final int READ = 0;

    AlarmReader(Worker worker) {
        super(worker);
    }

    /** Posts the read. */
    void listen() {
        worker().operations().read(worker().bell().alarm(), data(READ));
    }

    @Override
    void completed(int kind, int result, int flags) {
        if (kind == READ && !worker().isEnding()) {
            listen();
        }
    }

    @Override
    void attend() {}

    @Override
    void transportCloses() {}
}
