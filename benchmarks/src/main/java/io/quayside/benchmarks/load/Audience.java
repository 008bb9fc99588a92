package io.quayside.benchmarks.load;

import io.quayside.load.Poller;
import io.quayside.load.Varint;
import io.quayside.load.WrongAnswer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The connections of a fan-out: the sender is the first, all others receive. The generator's thread alone uses it. */
final class Audience implements AutoCloseable {
    private static final int BUFFER = 256 << 10;
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Group group;
    private final Deliveries deliveries;
    private final Poller poller = new Poller(this::ready);
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
    private final ByteBuffer answers = ByteBuffer.allocate(BUFFER);
    private final List<Receiver> receivers = new ArrayList<>();
    private final SocketChannel sender;
    private final int[] got;
    private final int inFlight;
    private long sent;
    private long answered;
    private long complete;
    private long delivered;
    private long reads;
    private boolean ending;

    private static final class Receiver {
        private final SocketChannel channel;
        private long position;
        private long frames;

        Receiver(SocketChannel channel) {
            this.channel = channel;
        }
    }

    Audience(InetSocketAddress server, Group group, int count, int inFlight) throws IOException {
        this.group = group;
        this.inFlight = inFlight;
        this.got = new int[inFlight];
        this.deliveries = new Deliveries(group);
        List<SocketChannel> channels = new ArrayList<>();
        List<BlockingFrames> entrances = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            SocketChannel channel = SocketChannel.open(server);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channels.add(channel);
            entrances.add(new BlockingFrames(channel));
            group.enter(entrances.get(i), i);
        }
        for (BlockingFrames entrance : entrances) {
            group.settle(entrance);
        }
        sender = channels.get(0);
        watch(sender, sender);
        for (SocketChannel channel : channels.subList(1, channels.size())) {
            Receiver receiver = new Receiver(channel);
            receivers.add(receiver);
            watch(channel, receiver);
        }
    }

    Poller poller() {
        return poller;
    }

    /** Texts that arrived, each as often as it did. */
    long deliveries() {
        return delivered;
    }

    /** Deliveries that came with one read, on the average. */
    double perRead() {
        return (double) delivered / reads;
    }

    /** Sends as many texts as may be under way. */
    void send() throws IOException {
        while (!ending && sent < complete + inFlight) {
            ByteBuffer request = group.request(sent++);
            while (request.hasRemaining()) {
                sender.write(request);
            }
        }
    }

    /** Sends no more, and waits for what is under way. */
    void end() throws IOException {
        ending = true;
        if (!poller.pollUntil(() -> complete == sent && answered == sent, DRAIN_NANOS)) {
            throw new WrongAnswer("of " + sent + " texts, " + complete + " arrived at all receivers");
        }
    }

    @Override
    public void close() throws IOException {
        sender.close();
        for (Receiver receiver : receivers) {
            receiver.channel.close();
        }
        poller.close();
    }

    private void watch(SocketChannel channel, Object attachment) throws IOException {
        channel.configureBlocking(false);
        poller.register(channel, SelectionKey.OP_READ, attachment);
    }

    private void ready(SelectionKey key) throws IOException {
        if (key.attachment() instanceof Receiver receiver) {
            receive(receiver);
        } else {
            receiveAnswers();
        }
    }

    private void receive(Receiver receiver) throws IOException {
        int count = read(receiver.channel, in.clear());
        in.flip();
        reads++;
        if (deliveries.isFull()) {
            deliveries.forget(
                    receivers.stream().mapToLong(one -> one.position).min().orElseThrow());
        }
        deliveries.check(receiver.position, in);
        receiver.position += count;
        while (deliveries.end(receiver.frames) <= receiver.position) {
            delivered(receiver.frames++);
        }
    }

    private void delivered(long text) throws IOException {
        delivered++;
        int slot = (int) (text % inFlight);
        if (++got[slot] == receivers.size()) {
            got[slot] = 0;
            complete++;
            send();
        }
    }

    private void receiveAnswers() throws IOException {
        read(sender, answers);
        answers.flip();
        while (true) {
            int start = answers.position();
            int length = BlockingFrames.length(answers);
            if (length == Varint.INCOMPLETE || length > answers.remaining()) {
                answers.position(start).compact();
                return;
            }
            group.checkAnswer(answers.slice(answers.position(), length), answered++);
            answers.position(answers.position() + length);
        }
    }

    private static int read(SocketChannel channel, ByteBuffer into) throws IOException {
        int count = channel.read(into);
        if (count < 0) {
            throw new WrongAnswer("the server ended a connection of the group");
        }
        return count;
    }
}
