package io.quayside.transport.simulated;

/** Who is at one end of a link; told, under the network's lock, that it is worth looking at its pipes again. */
interface End {
    /** Bytes have arrived, or the end of the stream, or a reset. */
    void readable();

    /** There is room in the window again, or none will ever be, because of a reset. */
    void writable();
}
