package io.quayside.benchmarks.load;

import io.quayside.benchmarks.process.CpuTime;
import io.quayside.benchmarks.process.ServerProcess;
import io.quayside.load.Poller;
import io.quayside.load.WrongAnswer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * From the beginning to the end of a measured time: what the server took for what it did. The load goes on while the server
 * is asked, so that no message is paid for and not counted.
 */
final class Measurement {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final ServerProcess server;
    private final Poller poller;
    private final LongSupplier done;
    private final long allocatedBefore;
    private final long doneBeforeAllocated;
    private final long doneBefore;
    private final CpuTime before;
    private final long begun;
    private String answer = "";

    /** Begins; {@code done} counts what the server does. */
    Measurement(ServerProcess server, Poller poller, LongSupplier done) throws IOException {
        this.server = server;
        this.poller = poller;
        this.done = done;
        this.allocatedBefore = allocated();
        this.doneBeforeAllocated = done.getAsLong();
        poller.forget();
        this.doneBefore = done.getAsLong();
        this.before = server.cpuTime();
        this.begun = System.nanoTime();
    }

    /** Ends; throughput is put under the figure that is named. */
    Figures end(Figure throughput) throws IOException {
        long nanos = System.nanoTime() - begun;
        CpuTime taken = server.cpuTime().since(before);
        long count = done.getAsLong() - doneBefore;
        double generator = poller.busy();
        if (count == 0) {
            throw new WrongAnswer("nothing came back in the measured time");
        }
        long allocated = allocated() - allocatedBefore;
        return new Figures()
                .put(throughput, count * 1e9 / nanos)
                .put(Figure.CPU, (double) taken.totalMicros() / count)
                .put(Figure.USER, (double) taken.userMicros() / count)
                .put(Figure.SYSTEM, (double) taken.systemMicros() / count)
                .put(Figure.BUSY, taken.totalMicros() * 1e5 / nanos)
                .put(Figure.GENERATOR, 100 * generator)
                .put(Figure.ALLOCATED, (double) allocated / (done.getAsLong() - doneBeforeAllocated));
    }

    private long allocated() throws IOException {
        server.askAllocated();
        if (!poller.pollUntil(this::isAnswered, PATIENCE)) {
            throw new IOException("the server doesn't say what it has allocated");
        }
        return Long.parseLong(answer);
    }

    private boolean isAnswered() {
        String line = server.answer();
        if (line == null) {
            return false;
        }
        answer = line;
        return true;
    }
}
