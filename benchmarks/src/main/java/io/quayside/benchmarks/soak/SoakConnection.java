package io.quayside.benchmarks.soak;

import io.quayside.load.Varint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.SplittableRandom;

/**
 * One client connection from connect to its end. The load's thread alone uses it.
 *
 * <pre>
 *   CONNECTING --connected--> ECHOING --as many echoes as planned are back--> ENDING --what was begun is sent-->
 *       close or reset: OVER
 *       half-close:     LISTENING --every echo is back, then the stream ends--> OVER
 * </pre>
 */
final class SoakConnection {
    private static final int ROOM = 2 * FrameSource.LARGEST_FRAME;
    private static final int LONGEST_PART = 1_000;
    private static final int SMALL_BUFFER = 8 << 10;

    private enum State {
        CONNECTING,
        ECHOING,
        ENDING,
        LISTENING,
        OVER
    }

    private final SocketChannel channel;
    private final SelectionKey key;
    private final boolean mayBeEnded;
    private Ending ending;
    private final long planned;
    private final int mostInFlight;
    private final SplittableRandom random;
    private final FrameSource sending;
    private final FrameSource expecting;
    private final ByteBuffer outgoing = ByteBuffer.allocate(ROOM).flip();
    private final ByteBuffer expected =
            ByteBuffer.allocate(FrameSource.LARGEST_FRAME).flip();
    private State state = State.CONNECTING;
    private long begun;
    private long verified;

    /** {@code mayBeEnded} says that the server may end it whenever it likes. */
    SoakConnection(
            InetSocketAddress server, Selector selector, SplittableRandom random, long planned, boolean mayBeEnded)
            throws IOException {
        this.mayBeEnded = mayBeEnded;
        this.random = random;
        this.planned = planned;
        this.ending = Ending.PLANNED.get(random.nextInt(Ending.PLANNED.size()));
        this.mostInFlight = 1 + random.nextInt(16);
        long seed = random.nextLong();
        this.sending = new FrameSource(seed);
        this.expecting = new FrameSource(seed);
        this.channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (random.nextInt(4) == 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER); // the server has to wait to write
        }
        channel.connect(server);
        key = channel.register(selector, SelectionKey.OP_CONNECT, this);
    }

    Ending ending() {
        return ending;
    }

    boolean isOver() {
        return state == State.OVER;
    }

    /** Does what the socket is ready for; answers how many echoes were verified with it. */
    long advance(ByteBuffer in) {
        long before = verified;
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                state = State.ECHOING;
            } else if (key.isReadable()) {
                receive(in);
            }
            if (state == State.ECHOING && verified >= planned && channel.isOpen()) {
                beginEnding();
            }
            if (state == State.ECHOING || state == State.ENDING) {
                send();
            }
        } catch (IOException e) {
            if (!mayBeEnded) {
                throw new SoakFailure(this.toString(), e);
            }
            endedByServer();
        }
        return verified - before;
    }

    private void receive(ByteBuffer in) throws IOException {
        int count = channel.read(in.clear());
        if (count < 0) {
            streamEnded();
            return;
        }
        in.flip();
        while (in.hasRemaining()) {
            check(in);
        }
    }

    private void check(ByteBuffer in) {
        if (!expected.hasRemaining()) {
            if (verified == begun) {
                throw new SoakFailure(this + ": " + in.remaining() + " bytes that nobody sent");
            }
            expecting.write(expected.clear());
            expected.flip();
        }
        int end = in.limit();
        int count = Math.min(in.remaining(), expected.remaining());
        int rest = expected.limit();
        in.limit(in.position() + count);
        expected.limit(expected.position() + count);
        int wrong = expected.mismatch(in);
        if (wrong >= 0) {
            throw new SoakFailure(this + ": byte " + (expected.position() + wrong) + " of an echo is wrong");
        }
        in.position(in.limit()).limit(end);
        expected.position(expected.limit()).limit(rest);
        if (!expected.hasRemaining()) {
            verified++;
        }
    }

    private void streamEnded() throws IOException {
        boolean early = state != State.LISTENING || verified != begun;
        if (!early) {
            close();
        } else if (mayBeEnded) {
            endedByServer();
        } else {
            throw new SoakFailure(this + ": the server ended it");
        }
    }

    private void endedByServer() {
        ending = Ending.BY_SERVER;
        state = State.OVER;
        try {
            channel.close();
        } catch (IOException e) {
            throw new SoakFailure(this.toString(), e);
        }
    }

    private void send() throws IOException {
        if (state == State.ECHOING) {
            fill();
        }
        channel.write(outgoing);
        if (outgoing.hasRemaining()) {
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            return;
        }
        key.interestOps(SelectionKey.OP_READ);
        if (state == State.ENDING && (verified == begun || !ending.isAfterEchoes())) {
            end();
        }
    }

    private void fill() {
        outgoing.compact();
        while (begun - verified < mostInFlight && outgoing.remaining() >= sending.frameSize()) {
            sending.write(outgoing);
            begun++;
        }
        outgoing.flip();
    }

    private void beginEnding() {
        state = State.ENDING;
        if (ending.isInFrame()) {
            outgoing.compact();
            int start = outgoing.position();
            Varint.write(LONGEST_PART, outgoing);
            outgoing.position(start + 1 + random.nextInt(LONGEST_PART)); // may cut the length itself in two
            outgoing.flip();
        }
    }

    private void end() throws IOException {
        switch (ending.way()) {
            case CLOSE -> close();
            case RESET -> {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                close();
            }
            case HALF_CLOSE -> {
                channel.shutdownOutput();
                state = State.LISTENING;
            }
        }
    }

    private void close() throws IOException {
        state = State.OVER;
        channel.close();
    }

    @Override
    public String toString() {
        return "connection (" + ending.description() + "), " + state + ", " + verified + " of " + begun
                + " echoes back, " + planned + " planned";
    }
}
