package io.quayside.benchmarks.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/** Keeps processes to cores of their own, with Linux' {@code taskset}. */
public final class Pinning {
    private Pinning() {}

    /** Keeps every thread of this process, and those to come, to one core. */
    public static void pinThisProcess(int core) throws IOException, InterruptedException {
        String pid = Long.toString(ProcessHandle.current().pid());
        Process taskset = new ProcessBuilder("taskset", "-a", "-c", "-p", Integer.toString(core), pid)
                .redirectErrorStream(true)
                .start();
        String said = new String(taskset.getInputStream().readAllBytes(), UTF_8);
        if (taskset.waitFor() != 0) {
            throw new IOException("taskset could not keep process " + pid + " to core " + core + ": " + said.strip());
        }
    }
}
