package io.quayside.distribution.chat;

import io.quayside.chat.v1.Frame;

/** One connection to the server; called by the loop. */
interface Link {
    /** Sends a frame; false when it could not be taken, because the connection is ending or congested. */
    boolean send(Frame frame);

    /** Ends the connection at once; the listener is told. */
    void close();

    /** Makes connections. */
    interface Maker {
        /** Connects; returns at once. The listener is told what becomes of it, on any thread. */
        void connect(Listener listener);
    }

    /** Takes one connection's events; told from any thread, in the order opened, received, lost. */
    interface Listener {
        /** The connection is made. */
        void opened(Link link);

        /** A frame came. */
        void received(Frame frame);

        /** The connection ended, or was never made; told once, and nothing follows. */
        void lost(String reason);
    }
}
