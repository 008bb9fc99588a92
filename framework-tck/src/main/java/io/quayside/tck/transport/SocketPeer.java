package io.quayside.tck.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** A plain socket with some patience. */
final class SocketPeer implements RemotePeer {
    private static final int NOTHING = -2;

    private final Socket socket;
    private final SocketAddress address;
    private final int patienceMillis;
    private int ahead = NOTHING;
    private boolean reset;

    SocketPeer(Socket socket, int patienceMillis) throws IOException {
        this.socket = socket;
        this.address = socket.getLocalSocketAddress();
        this.patienceMillis = patienceMillis;
        socket.setTcpNoDelay(true);
    }

    @Override
    public SocketAddress address() {
        return address;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    @Override
    public byte[] read(int count) throws IOException {
        byte[] bytes = new byte[count];
        int have = 0;
        if (ahead >= 0 && count > 0) {
            bytes[have++] = (byte) ahead;
            ahead = NOTHING;
        }
        socket.setSoTimeout(patienceMillis);
        InputStream input = socket.getInputStream();
        while (have < count) {
            int more = ahead == -1 ? -1 : input.read(bytes, have, count - have);
            if (more < 0) {
                throw new IOException("the stream ended after " + have + " of " + count + " bytes");
            }
            have += more;
        }
        return bytes;
    }

    @Override
    public int available() throws IOException {
        return (ahead >= 0 ? 1 : 0) + socket.getInputStream().available();
    }

    @Override
    public boolean sawEnd() {
        look();
        return ahead == -1;
    }

    @Override
    public boolean sawReset() {
        look();
        return reset;
    }

    /** Reads one byte ahead, if there is one: nothing else tells the end of a stream from a pause. */
    private void look() {
        if (ahead != NOTHING || reset || socket.isClosed()) {
            return;
        }
        try {
            socket.setSoTimeout(1);
            ahead = socket.getInputStream().read();
        } catch (SocketTimeoutException e) {
            ahead = NOTHING; // neither a byte nor the end, so far
        } catch (IOException e) {
            reset = true;
        }
    }

    @Override
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException e) {
            reset = true; // by the other side, before
        }
        close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError("the peer " + address + " could not be closed", e);
        }
    }
}
