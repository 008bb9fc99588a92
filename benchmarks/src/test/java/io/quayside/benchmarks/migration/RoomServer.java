package io.quayside.benchmarks.migration;

/** A room, opened on a port that the system picks: what anybody says, in a line, everybody else hears. */
interface RoomServer extends AutoCloseable {
    int port();

    @Override
    void close();
}
