package io.quayside.benchmarks.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Counts the system calls of a process for some time, with Linux' {@code perf}, which doesn't slow it down much. One thread.
 */
public final class CallCount implements AutoCloseable {
    private static final String EVENT = "raw_syscalls:sys_enter";

    private final Process perf;
    private final long millis;

    private CallCount(Process perf, long millis) {
        this.perf = perf;
        this.millis = millis;
    }

    /** Begins; it ends by itself. */
    public static CallCount begin(long pid, long nanos) throws IOException {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        try {
            Process perf = new ProcessBuilder(
                            "perf",
                            "stat",
                            "-x,",
                            "-e",
                            EVENT,
                            "--timeout",
                            Long.toString(millis),
                            "-p",
                            Long.toString(pid))
                    .redirectErrorStream(true)
                    .start();
            return new CallCount(perf, millis);
        } catch (IOException e) {
            throw new CannotRunHere("system calls are counted with perf: " + e.getMessage());
        }
    }

    /** Whether it has ended. */
    public boolean isOver() {
        return !perf.isAlive();
    }

    /** Calls in a second; to be called when it has ended. */
    public double perSecond() throws IOException {
        String said = new String(perf.getInputStream().readAllBytes(), UTF_8);
        String count = said.lines()
                .filter(line -> line.contains(EVENT))
                .map(line -> line.substring(0, line.indexOf(',')))
                .filter(number -> number.chars().allMatch(Character::isDigit))
                .findFirst()
                .orElseThrow(() -> new CannotRunHere("perf counts no system calls: " + said.strip()));
        return Double.parseDouble(count) * 1000 / millis;
    }

    @Override
    public void close() {
        perf.destroy();
    }
}
