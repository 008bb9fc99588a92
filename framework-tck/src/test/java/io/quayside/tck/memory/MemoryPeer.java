package io.quayside.tck.memory;

import io.quayside.tck.transport.RemotePeer;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;

/** The other end of a connection, outside of the transport. */
final class MemoryPeer implements RemotePeer {
    private final World world;
    private final SocketAddress address;
    private final Pipe in;
    private final Pipe out;
    private boolean closed;

    MemoryPeer(World world, SocketAddress address, Pipe in, Pipe out) {
        this.world = world;
        this.address = address;
        this.in = in;
        this.out = out;
    }

    @Override
    public SocketAddress address() {
        return address;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            synchronized (world) {
                requireOpen();
                if (out.isAbandoned() || in.isReset()) {
                    throw new IOException("the connection was reset");
                }
                out.write(rest);
            }
            if (rest.hasRemaining()) {
                waitFor("room to write", () -> out.hasRoom() || out.isAbandoned());
            }
        }
    }

    @Override
    public byte[] read(int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            waitFor("bytes to read", () -> in.available() > 0 || in.atEnd() || in.isReset());
            synchronized (world) {
                requireOpen();
                if (in.read(bytes) == 0) {
                    throw new IOException("the stream ended after " + bytes.position() + " of " + count + " bytes");
                }
            }
        }
        return bytes.array();
    }

    private void waitFor(String what, Condition until) throws IOException {
        try {
            world.await(what, () -> {
                synchronized (world) {
                    return closed || until.holds();
                }
            });
        } catch (AssertionError e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the peer is closed");
        }
    }

    @Override
    public int available() throws IOException {
        synchronized (world) {
            requireOpen();
            return in.available();
        }
    }

    @Override
    public boolean sawEnd() {
        synchronized (world) {
            return in.atEnd();
        }
    }

    @Override
    public boolean sawReset() {
        synchronized (world) {
            return in.isReset();
        }
    }

    @Override
    public void shutdownOutput() throws IOException {
        synchronized (world) {
            requireOpen();
            out.end();
        }
    }

    @Override
    public void reset() {
        synchronized (world) {
            closed = true;
            out.reset();
            in.abandon();
        }
    }

    @Override
    public void close() {
        synchronized (world) {
            if (closed) {
                return;
            }
            closed = true;
            if (in.available() > 0) {
                out.reset();
            } else {
                out.end();
            }
            in.abandon();
        }
    }

    /** Looked at under the world's lock. */
    private interface Condition {
        boolean holds();
    }
}
