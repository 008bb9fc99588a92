package io.quayside.benchmarks.parts;

import io.quayside.api.codec.Codec;
import io.quayside.api.pool.ContextPool;
import io.quayside.api.pool.IoContext;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionHandler;
import io.quayside.api.session.SessionLayer;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.ConnectionHandler;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Messages of 64 bytes to one session from outside its callbacks, through its outbound queue to a connection that sends at
 * once; {@code -t 1}, 2, 4, 8 for the threads that send to it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class QueueBenchmark {
    private final ContextPool pool = Parts.pool();
    private @Nullable Session<ByteBuffer> session;

    /** What a thread has for itself. */
    @State(Scope.Thread)
    public static class Sender {
        final ByteBuffer message = ByteBuffer.allocateDirect(64);
        long refused;
    }

    @Setup
    public void open() {
        Codec<ByteBuffer> codec = Parts.codec("bytes", ByteBuffer.class);
        SessionLayer<ByteBuffer> layer = Parts.sessions(codec, pool, new SessionHandler<>() {
            @Override
            public void message(Session<ByteBuffer> from, ByteBuffer received) {}
        });
        session = layer.attach(new Sending());
    }

    @TearDown
    public void close() {
        pool.close();
    }

    /** What is refused, because too much waits, is tried again: so every call is a message sent. */
    @Benchmark
    public long send(Sender sender) {
        Session<ByteBuffer> to = session;
        if (to == null) {
            throw new IllegalStateException("no session");
        }
        while (!to.send(sender.message).taken()) {
            if (!to.isOpen()) {
                throw new IllegalStateException("the session is " + SendResult.CLOSED);
            }
            sender.refused++;
            Thread.onSpinWait();
        }
        return sender.refused;
    }

    /** Sends at once what it is given. The queue has one thread at a time send, so there is nothing to synchronize. */
    private static final class Sending implements Connection {
        private @Nullable ConnectionHandler handler;

        @Override
        public SocketAddress remoteAddress() {
            return new InetSocketAddress(0);
        }

        @Override
        public SocketAddress localAddress() {
            return new InetSocketAddress(0);
        }

        @Override
        public void start(ConnectionHandler starting) {
            handler = starting;
        }

        @Override
        public boolean receive(IoContext context) {
            return true;
        }

        @Override
        public boolean send(IoContext first) {
            ConnectionHandler to = handler;
            IoContext context = first;
            while (context != null && to != null) {
                IoContext next = context.next();
                context.next(null);
                context.buffer().position(context.buffer().limit());
                to.sent(context);
                context = next;
            }
            return true;
        }

        @Override
        public void shutdownOutput() {}

        @Override
        public void close() {}

        @Override
        public void abort() {}
    }
}
