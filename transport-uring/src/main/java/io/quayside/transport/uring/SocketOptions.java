package io.quayside.transport.uring;

import io.quayside.transport.uring.ring.Sockets;
import java.io.IOException;

/** Has a socket be as the settings say; called by whoever has just made it. */
final class SocketOptions {
    private SocketOptions() {}

    /** Prepares a socket that will listen; all but what is about the address is inherited by what it accepts. */
    static void ofListening(int socket, UringSettings settings) throws IOException {
        Sockets.reuseAddress(socket, settings.reuseAddress());
        if (settings.listeners() > 1) {
            Sockets.reusePort(socket);
        }
        ofConnecting(socket, settings);
    }

    /** Prepares a socket that will be connected. */
    static void ofConnecting(int socket, UringSettings settings) throws IOException {
        if (settings.tcpNoDelay()) {
            Sockets.noDelay(socket);
        }
        if (settings.keepAlive()) {
            Sockets.keepAlive(socket);
        }
        if (settings.receiveBuffer() > 0) {
            Sockets.receiveBuffer(socket, settings.receiveBuffer());
        }
        if (settings.sendBuffer() > 0) {
            Sockets.sendBuffer(socket, settings.sendBuffer());
        }
    }
}
