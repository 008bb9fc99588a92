package io.quayside.benchmarks.load;

import io.quayside.load.WrongAnswer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** One connection that has one message echoed, to see that a server has started. */
public final class Visit {
    private static final byte[] PAYLOAD = {'h', 'e', 'l', 'l', 'o'};

    private Visit() {}

    /** Makes it. */
    public static void make(InetSocketAddress server) throws IOException {
        try (SocketChannel channel = SocketChannel.open(server)) {
            BlockingFrames frames = new BlockingFrames(channel);
            frames.write(PAYLOAD);
            byte[] echo = frames.read();
            if (!Arrays.equals(echo, PAYLOAD)) {
                throw new WrongAnswer("the first echo is wrong: " + ByteBuffer.wrap(echo));
            }
        }
    }
}
