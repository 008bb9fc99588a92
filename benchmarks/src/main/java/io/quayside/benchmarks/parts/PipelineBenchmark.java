package io.quayside.benchmarks.parts;

import io.quayside.api.pool.ContextPool;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionHandler;
import io.quayside.api.session.SessionLayer;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What arrives, from the completion of a receive through decoding, a plugin that sends it back, encoding, the completion of the
 * send, to the next receive posted. Everything of the framework but the transport.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PipelineBenchmark {
    /** Messages that arrive together. */
    @Param({"1", "16"})
    public int batch;

    private final ContextPool pool = Parts.pool();
    private final InstantConnection connection = new InstantConnection();
    private ByteBuffer frames = ByteBuffer.allocateDirect(0);

    @Setup
    public void open() {
        frames = Parts.frames(batch, 32);
        SessionHandler<ByteBuffer> echo = new SessionHandler<>() {
            @Override
            public void message(Session<ByteBuffer> session, ByteBuffer message) {
                session.send(message);
            }
        };
        SessionLayer<ByteBuffer> layer = Parts.sessions(Parts.codec("bytes", ByteBuffer.class), pool, echo);
        if (layer.attach(connection) == null) {
            throw new IllegalStateException("no session");
        }
        connection.arrive(frames);
        if (connection.sent() != frames.limit()) {
            throw new IllegalStateException("of " + frames.limit() + " bytes, " + connection.sent() + " came back");
        }
    }

    @TearDown
    public void close() {
        pool.close();
    }

    @Benchmark
    public long echo() {
        connection.arrive(frames);
        return connection.sent();
    }
}
