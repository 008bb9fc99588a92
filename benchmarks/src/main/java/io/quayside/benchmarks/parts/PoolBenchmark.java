package io.quayside.benchmarks.parts;

import io.quayside.api.pool.ContextPool;
import io.quayside.api.pool.IoContext;
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

/** A context from the pool and back to it; {@code -t 1}, 2, 4, 8 for the threads that do so at once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PoolBenchmark {
    /** Bytes written, which are zeroed on the way back. */
    @Param({"0", "64", "4096"})
    public int used;

    private final ContextPool pool = Parts.pool();
    private ByteBuffer content = ByteBuffer.allocateDirect(0);

    @Setup
    public void fill() {
        content = ByteBuffer.allocateDirect(used);
    }

    @TearDown
    public void close() {
        pool.close();
    }

    @Benchmark
    public IoContext acquireAndRelease() {
        IoContext context = pool.acquire(used);
        if (context == null) {
            throw new IllegalStateException("exhausted");
        }
        context.buffer().put(0, content, 0, used);
        context.used(used);
        context.release();
        return context;
    }
}
