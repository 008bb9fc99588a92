package io.quayside.transport.nio2;

import io.quayside.api.Settings;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;

/** The transport's settings, checked, and what they say about a socket; {@link Nio2TransportProvider} documents each. */
record Nio2Settings(
        int workers,
        int listeners,
        int backlog,
        boolean tcpNoDelay,
        boolean keepAlive,
        boolean reuseAddress,
        int receiveBuffer,
        int sendBuffer) {

    static Nio2Settings from(Settings settings) {
        int workers = settings.integer("workers", 0, 0, 1024);
        return new Nio2Settings(
                workers == 0 ? Runtime.getRuntime().availableProcessors() : workers,
                settings.integer("listeners", 1, 1, 64),
                settings.integer("backlog", 1024, 1, 65_535),
                settings.flag("tcp-no-delay", true),
                settings.flag("keep-alive", false),
                settings.flag("reuse-address", true),
                (int) settings.bytes("receive-buffer", 0, 0, Integer.MAX_VALUE),
                (int) settings.bytes("send-buffer", 0, 0, Integer.MAX_VALUE));
    }

    /** Prepares a socket that will be bound; the receive buffer is inherited by what it accepts. */
    AsynchronousServerSocketChannel configured(AsynchronousServerSocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, reuseAddress);
        if (listeners > 1) {
            if (!channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
                throw new IOException("listeners = " + listeners
                        + " needs SO_REUSEPORT, which this platform lacks; listeners = 1 works here");
            }
            channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }
        if (receiveBuffer > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
        }
        return channel;
    }

    /** Prepares a socket that was accepted or will be connected. */
    AsynchronousSocketChannel configured(AsynchronousSocketChannel channel) throws IOException {
        if (tcpNoDelay) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        if (keepAlive) {
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        }
        if (receiveBuffer > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
        }
        if (sendBuffer > 0) {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, sendBuffer);
        }
        return channel;
    }
}
