package io.quayside.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Thousands of plain sockets on one selector. Everything happens on the test's thread; what comes is read within
 * {@link #await}, and a caller whose connection has ended is closed there.
 */
final class Crowd implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 5;

    /** So many connect before the server is waited for: fewer than the system holds for it by default. */
    private static final int AT_ONCE = 500;

    /** Descriptors of this process that are left for the tests that run beside this one. */
    private static final int OF_OTHERS = 5_000;

    private final Selector selector;
    private final ByteBuffer shared = ByteBuffer.allocateDirect(1 << 16);
    private final List<Caller> all = new ArrayList<>();

    Crowd() throws IOException {
        selector = Selector.open();
    }

    /** As many as wanted, or as many as the process may have open. */
    static int atMost(int wanted) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            long room = unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount() - OF_OTHERS;
            return (int) Math.max(0, Math.min(wanted, room));
        }
        return wanted;
    }

    Caller connect(InetSocketAddress server) throws IOException {
        return add(SocketChannel.open(), server);
    }

    /** Connects from an address of this machine. */
    Caller connect(InetSocketAddress server, String from) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.bind(new InetSocketAddress(from, 0));
        return add(channel, server);
    }

    /** Connects many, and has the server be waited for now and then, with how many have come. */
    List<Caller> connect(InetSocketAddress server, int count, IntConsumer untilTaken) throws IOException {
        List<Caller> came = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            came.add(connect(server));
            if (i % AT_ONCE == 0 || i == count) {
                untilTaken.accept(i);
            }
        }
        return came;
    }

    /** A connection that never reads, with the least room for what it doesn't read. */
    static Caller deaf(InetSocketAddress server) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
        channel.connect(server);
        channel.configureBlocking(false);
        return new Caller(channel);
    }

    private Caller add(SocketChannel channel, InetSocketAddress server) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(server);
        channel.configureBlocking(false);
        Caller caller = new Caller(channel);
        channel.register(selector, SelectionKey.OP_READ, caller);
        all.add(caller);
        return caller;
    }

    /** Reads whatever comes until something has happened. */
    void await(String what, BooleanSupplier happened) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, () -> "waited " + PATIENCE + " for " + what);
            read();
        }
    }

    /** How many have seen their connection end. */
    long ended() {
        return all.stream().filter(Caller::hasEnded).count();
    }

    /** Reads what there is, and waits for a moment if there is nothing. */
    private void read() {
        try {
            selector.select(this::read, LOOK_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SelectionKey key) {
        ((Caller) key.attachment()).read(key, shared);
    }

    /** Everybody goes. */
    void leave() {
        all.forEach(Caller::leave);
    }

    @Override
    public void close() throws IOException {
        leave();
        selector.close();
    }
}
