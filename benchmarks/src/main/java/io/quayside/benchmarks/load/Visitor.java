package io.quayside.benchmarks.load;

import io.quayside.load.FrameStream;
import io.quayside.load.Poller;
import io.quayside.load.WrongAnswer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * Comes, has one message echoed, ends its side, and is gone when the server has ended its side too; over and over. The
 * generator's thread alone uses it.
 */
final class Visitor implements AutoCloseable {
    private enum State {
        CONNECTING,
        WAITING,
        LEAVING
    }

    private final InetSocketAddress server;
    private final FrameStream frames;
    private final Poller poller;
    private final ByteBuffer view;
    private final ByteBuffer in;
    private long visits;
    private SocketChannel channel;
    private State state = State.CONNECTING;

    /** One whose first message is the one with this number. */
    Visitor(int number, InetSocketAddress server, FrameStream frames, Poller poller) throws IOException {
        this.server = server;
        this.frames = frames;
        this.poller = poller;
        this.visits = number;
        this.view = frames.view();
        this.in = ByteBuffer.allocateDirect(frames.frameSize() + 1);
        this.channel = SocketChannel.open();
    }

    /** Connects for the next visit. */
    void come() throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        state = State.CONNECTING;
        in.clear();
        channel.connect(server);
        poller.register(channel, SelectionKey.OP_CONNECT, this);
    }

    /** Goes on; answers true when a visit has ended, and the next may begin. */
    boolean ready(SelectionKey key) throws IOException {
        switch (state) {
            case CONNECTING -> {
                channel.finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                speak();
                state = State.WAITING;
            }
            case WAITING -> {
                if (channel.read(in) < 0) {
                    throw new WrongAnswer("the server ended a visit after " + in.position() + " bytes of the echo");
                }
                if (in.position() >= frames.frameSize()) {
                    listen();
                    channel.shutdownOutput();
                    state = State.LEAVING;
                }
            }
            case LEAVING -> {
                if (channel.read(in.clear()) >= 0) {
                    throw new WrongAnswer("the server sent more than the echo");
                }
                channel.close();
                channel = SocketChannel.open();
                visits++;
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void speak() throws IOException {
        ByteBuffer frame = frame();
        channel.write(frame);
        if (frame.hasRemaining()) {
            throw new IOException("a new connection doesn't take " + frames.frameSize() + " bytes");
        }
    }

    private void listen() {
        if (frame().mismatch(in.flip()) >= 0) {
            throw new WrongAnswer("the echo of a visit is wrong");
        }
    }

    private ByteBuffer frame() {
        int from = (int) (visits * frames.frameSize() % frames.period());
        return view.limit(from + frames.frameSize()).position(from);
    }
}
