package io.quayside.benchmarks.echo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One connection of the generator: keeps its messages in flight, and checks every byte that comes back. The generator's
 * thread alone uses it.
 *
 * <p>What is sent and what is expected are the same stream, so two positions in it are all there is to remember.
 */
final class LoadConnection implements AutoCloseable {
    private final int number;
    private final EchoFrames frames;
    private final int inFlight;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer outgoing;
    private final ByteBuffer expected;
    private final long start;
    private long sent;
    private long received;
    private boolean ending;
    private boolean blocked;

    LoadConnection(int number, InetSocketAddress server, EchoFrames frames, int inFlight, Selector selector)
            throws IOException {
        this.number = number;
        this.frames = frames;
        this.inFlight = inFlight;
        this.start = frames.start(number);
        this.outgoing = frames.view();
        this.expected = frames.view();
        this.channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Sends what may be sent: whole messages, up to so many ahead of what has come back. */
    void send() throws IOException {
        int size = frames.frameSize();
        long allowed = ending ? (sent + size - 1) / size * size : (received / size + inFlight) * size;
        if (allowed > sent) {
            int from = at(sent);
            outgoing.limit(from + (int) (allowed - sent)).position(from);
            sent += channel.write(outgoing);
        }
        block(allowed > sent);
    }

    /** Reads once and checks what came; answers how many messages are complete with it. */
    int receive(ByteBuffer in) throws IOException {
        in.clear();
        int count = channel.read(in);
        if (count < 0) {
            throw new WrongEcho("connection " + number + ": the server ended it after " + received + " bytes");
        }
        in.flip();
        long before = received / frames.frameSize();
        check(in);
        return (int) (received / frames.frameSize() - before);
    }

    /** Sends no more messages than were begun. */
    void end() {
        ending = true;
    }

    /** Whether everything that was sent has come back. */
    boolean isComplete() {
        return sent == received && sent % frames.frameSize() == 0;
    }

    /** What is missing, for people. */
    String missing() {
        return "connection " + number + ": of " + sent + " bytes sent, " + (sent - received) + " didn't come back";
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void check(ByteBuffer in) {
        int end = in.limit();
        if (received + end > sent) {
            throw new WrongEcho("connection " + number + ": " + (received + end - sent) + " bytes more than were sent");
        }
        while (in.position() < end) {
            int from = at(received);
            int count = Math.min(end - in.position(), frames.period() - from);
            expected.limit(from + count).position(from);
            in.limit(in.position() + count);
            int wrong = expected.mismatch(in);
            if (wrong >= 0) {
                throw new WrongEcho("connection " + number + ": byte " + (received + wrong) + " is wrong");
            }
            in.position(in.limit());
            received += count;
        }
    }

    private int at(long position) {
        return (int) ((start + position) % frames.period());
    }

    private void block(boolean now) {
        if (blocked != now) {
            blocked = now;
            key.interestOps(now ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }
}
