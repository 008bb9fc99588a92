package io.quayside.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/**
 * One connection of the generator: sends the messages it is allowed, and checks every byte that comes back. The generator's
 * thread alone uses it.
 *
 * <p>What is sent and what is expected are streams that repeat, so a position in each is all there is to remember.
 */
public final class LoadConnection implements AutoCloseable {
    private final int number;
    private final FrameStream requests;
    private final FrameStream answers;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer outgoing;
    private final ByteBuffer expected;
    private long allowed;
    private long sent;
    private long received;
    private long answered;
    private boolean blocked;
    private boolean ending;

    LoadConnection(int number, InetSocketAddress server, int timeOutMillis, Exchange exchange, Poller poller)
            throws IOException {
        this.number = number;
        this.requests = exchange.requests();
        this.answers = exchange.answers();
        this.outgoing = requests.view();
        this.expected = answers.view();
        this.channel = connected(server, timeOutMillis);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = poller.register(channel, SelectionKey.OP_READ, this);
    }

    /** Which one it is, of all of a run. */
    public int number() {
        return number;
    }

    /** How many messages have come back. */
    public long answered() {
        return answered;
    }

    /** Lets so many messages be sent, in all; unless it is ending. */
    public void allow(long messages) {
        if (!ending) {
            allowed = messages * requests.frameSize();
        }
    }

    /** How many messages may be sent, in all. */
    public long allowed() {
        return allowed / requests.frameSize();
    }

    /** Sends what is allowed, as far as the system takes it and one write can hold it. */
    public void send() throws IOException {
        long open = allowed - sent;
        if (open > 0) {
            int from = at(requests, sent);
            int most = requests.together() * requests.frameSize();
            outgoing.limit(from + (int) Math.min(open, most)).position(from);
            sent += channel.write(outgoing);
        }
        block(allowed > sent);
    }

    /** Reads once and checks what came; answers how many messages are complete with it. */
    int receive(ByteBuffer in) throws IOException {
        in.clear();
        int count = channel.read(in);
        if (count < 0) {
            throw new EOFException("the server ended it after " + received + " bytes");
        }
        in.flip();
        check(in);
        long before = answered;
        answered = received / answers.frameSize();
        return (int) (answered - before);
    }

    /** Sends no more messages than were begun. */
    public void end() {
        ending = true;
        allowed = (sent + requests.frameSize() - 1) / requests.frameSize() * requests.frameSize();
    }

    /** Whether everything that may be sent has been sent and has come back. */
    public boolean isComplete() {
        return sent == allowed && received == answers.frameSize() * allowed();
    }

    /** What is missing. */
    WrongAnswer incomplete() {
        return wrong("of " + allowed() + " messages, " + (allowed() - answered) + " didn't come back");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void check(ByteBuffer in) {
        int end = in.limit();
        // Of a request that is under way in part, the answer cannot have begun.
        if (received + end > sent / requests.frameSize() * answers.frameSize()) {
            throw wrong("more came back than was due");
        }
        while (in.position() < end) {
            int from = at(answers, received);
            int count = Math.min(end - in.position(), answers.period() - from);
            expected.limit(from + count).position(from);
            in.limit(in.position() + count);
            int mismatch = expected.mismatch(in);
            if (mismatch >= 0) {
                throw wrongByte(received + mismatch, in.get(in.position() + mismatch), expected.get(from + mismatch));
            }
            in.position(in.limit());
            received += count;
        }
    }

    private int at(FrameStream stream, long position) {
        return (int) ((stream.start(number) + position) % stream.period());
    }

    private void block(boolean now) {
        if (blocked != now) {
            blocked = now;
            key.interestOps(now ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }

    private static SocketChannel connected(InetSocketAddress server, int timeOutMillis) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().connect(server, timeOutMillis);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private WrongAnswer wrongByte(long position, byte is, byte due) {
        return wrong(String.format(
                Locale.ROOT,
                "byte %d of what came back is wrong: 0x%02x instead of 0x%02x, at byte %d of message %d",
                position,
                is,
                due,
                position % answers.frameSize(),
                position / answers.frameSize()));
    }

    private WrongAnswer wrong(String what) {
        return new WrongAnswer("connection " + number + ": " + what);
    }
}
