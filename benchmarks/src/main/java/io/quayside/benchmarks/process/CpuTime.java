package io.quayside.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The processor time that a process has taken since its start, all of its threads together.
 *
 * @param userMicros in its own code
 * @param systemMicros in the system, on its behalf
 */
public record CpuTime(long userMicros, long systemMicros) {
    // Linux counts in hundredths of a second towards user space, whatever its clock does.
    private static final long MICROS_PER_TICK = 10_000;
    // Fields 14 and 15 of the line; those that follow the name, which may have blanks in it, begin with field 3.
    private static final int USER = 14 - 3;
    private static final int SYSTEM = 15 - 3;

    /** What a process has taken by now, as Linux shows it under /proc. */
    static CpuTime of(long pid) throws IOException {
        String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        return new CpuTime(
                Long.parseLong(fields[USER]) * MICROS_PER_TICK, Long.parseLong(fields[SYSTEM]) * MICROS_PER_TICK);
    }

    /** What was taken since an earlier reading. */
    public CpuTime since(CpuTime earlier) {
        return new CpuTime(userMicros - earlier.userMicros, systemMicros - earlier.systemMicros);
    }

    /** Both together. */
    public long totalMicros() {
        return userMicros + systemMicros;
    }
}
