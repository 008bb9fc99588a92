package io.quayside.benchmarks.parts;

import io.quayside.api.pool.ContextPool;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import io.quayside.api.session.SessionHandler;
import io.quayside.api.session.SessionLayer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
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

/** One message of 64 bytes to all members of a group, encoded once, until all of them have been sent theirs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GroupBenchmark {
    /** Members of the group. */
    @Param({"10", "1000"})
    public int members;

    private final ContextPool pool = Parts.pool();
    private final List<InstantConnection> connections = new ArrayList<>();
    private final ByteBuffer message = ByteBuffer.allocateDirect(64);
    private final SessionLayer<ByteBuffer> layer =
            Parts.sessions(Parts.codec("bytes", ByteBuffer.class), pool, new SessionHandler<>() {
                @Override
                public void message(Session<ByteBuffer> session, ByteBuffer received) {}
            });
    private final SessionGroup<ByteBuffer> group = layer.sessions().newGroup();

    @Setup
    public void join() {
        for (int i = 0; i < members; i++) {
            InstantConnection connection = new InstantConnection();
            Session<ByteBuffer> session = layer.attach(connection);
            if (session == null || !group.add(session)) {
                throw new IllegalStateException("no session");
            }
            connections.add(connection);
        }
    }

    @TearDown
    public void close() {
        pool.close();
    }

    @Benchmark
    public int send() {
        int queued = group.send(message, null);
        if (queued != members) {
            throw new IllegalStateException(queued + " of " + members + " were sent to");
        }
        for (int i = 0; i < members; i++) {
            connections.get(i).completeSends();
        }
        return queued;
    }
}
