package io.quayside.transport.laws;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/** The other end of a connection: a plain socket with some patience. */
public final class Peer implements AutoCloseable {
    private final Socket socket;

    private Peer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
    }

    /** Connects to a listener. */
    public static Peer connect(SocketAddress address) throws IOException {
        return connect(address, 0);
    }

    /** Connects with a receive buffer of so many bytes, when not 0. */
    public static Peer connect(SocketAddress address, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(address, 20_000);
        return new Peer(socket);
    }

    /** Takes a socket that was accepted. */
    public static Peer of(Socket socket) throws IOException {
        return new Peer(socket);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    public void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    public InputStream input() throws IOException {
        return socket.getInputStream();
    }

    /** Exactly so many bytes. */
    public byte[] read(int count) throws IOException {
        byte[] bytes = socket.getInputStream().readNBytes(count);
        if (bytes.length < count) {
            throw new IOException("the stream ended after " + bytes.length + " of " + count + " bytes");
        }
        return bytes;
    }

    /** Ends its own stream, and goes on reading. */
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Ends with a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
