package io.quayside.tck.transport;

import io.quayside.api.Settings;
import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A program of its own, started with few descriptors: takes all of them while a peer waits to be accepted, watches the
 * back-off, gives them back, and wants the peer accepted. Does it all twice, since a success resets the back-off.
 */
final class DescriptorsRunOut implements AcceptHandler {
    private final LinkedBlockingQueue<Connection> connections = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Long> retries = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Throwable> causes = new LinkedBlockingQueue<>();

    private DescriptorsRunOut() {}

    /** Takes the name of the provider's class. */
    public static void main(String[] args) throws Exception {
        Watchdog.start(TransportDescriptorContract.PATIENCE_MILLIS);
        DescriptorsRunOut handler = new DescriptorsRunOut();
        try (Transport transport = DescriptorsLeft.provider(args[0]).open(Settings.of(Map.of("workers", 2)))) {
            Listener listener = transport.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), handler);
            handler.acceptOne(listener); // loads the classes for it
            handler.runOut(listener);
            handler.runOut(listener);
        }
        System.out.println("passed");
    }

    private void acceptOne(Listener listener) throws IOException, InterruptedException {
        try (Socket peer = new Socket()) {
            peer.connect(listener.address());
            next(connections).close();
        }
    }

    private void runOut(Listener listener) throws IOException, InterruptedException {
        Socket peer = new Socket();
        peer.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)); // has its descriptor now
        Deque<Closeable> taken = takeAll();
        try {
            long start = System.nanoTime();
            peer.connect(listener.address());
            watchBackOff(start);
            require(connections.isEmpty(), "accepted without a descriptor");
        } finally {
            // Also when a rule is broken: without descriptors, no class could be loaded for the close.
            for (Closeable each : taken) {
                each.close();
            }
        }
        next(connections).close();
        peer.setSoTimeout(10_000);
        require(peer.getInputStream().read() < 0, "the connection is not closed");
        peer.close();
        retries.clear();
        require(causes.peek() instanceof IOException, "the cause is " + causes.peek());
    }

    private void watchBackOff(long start) throws InterruptedException {
        long waited = 0;
        long last = 0;
        for (int i = 0; i < 6; i++) {
            long retry = next(retries);
            require(retry > last, retry + " ms after " + last);
            waited += i < 5 ? retry : 0;
            last = retry;
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        require(millis >= waited, "6 attempts within " + millis + " ms don't back off as announced");
    }

    /** Also what the machine itself gives back now and then: there are none left when none came for a while. */
    private static Deque<Closeable> takeAll() {
        Deque<Closeable> taken = new ArrayDeque<>();
        for (int inVain = 0; inVain < 50; ) {
            try {
                taken.add(new FileInputStream("/dev/null"));
                inVain = 0;
            } catch (IOException e) {
                inVain++;
                LockSupport.parkNanos(1_000_000);
            }
        }
        return taken;
    }

    private static <T> T next(LinkedBlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came");
        }
        return next;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    @Override
    public void accepted(Connection connection) {
        connections.add(connection);
    }

    @Override
    public void acceptFailed(Throwable cause, long retryMillis) {
        causes.add(cause);
        retries.add(retryMillis);
    }
}
