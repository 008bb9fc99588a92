package io.quayside.benchmarks.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A server process's side of the conversation with {@link ServerProcess}: it says which port it listens on, then answers
 * {@code report}, {@code memory} and {@code allocated} with one line each, until {@code stop} or the end of its input. So a
 * server never outlives who started it.
 */
public final class ServerConsole {
    static final String LISTENING = "listening ";
    static final String CANNOT_RUN = "cannot run here: ";
    static final String REPORT = "report";
    static final String MEMORY = "memory";
    static final String ALLOCATED = "allocated";
    static final String STOP = "stop";

    private ServerConsole() {}

    /** Answers until told to stop; called on the server's main thread, which has nothing else to do. */
    public static void serve(int port, Supplier<String> figures) throws IOException {
        serve(port, figures, () -> 0);
    }

    /** The same for a server that takes direct memory past the JDK: so many bytes now. */
    public static void serve(int port, Supplier<String> figures, LongSupplier uncounted) throws IOException {
        PrintStream out = System.out;
        out.println(LISTENING + port);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = in.readLine(); line != null && !line.equals(STOP); line = in.readLine()) {
            out.println(
                    switch (line) {
                        case REPORT -> figures.get();
                        case MEMORY -> Memory.afterCollections(uncounted).line();
                        case ALLOCATED -> Long.toString(Memory.allocatedByThreads());
                        default -> "commands are " + REPORT + ", " + MEMORY + ", " + ALLOCATED + " and " + STOP;
                    });
        }
    }

    /** Says instead that this server cannot run on this machine, and why. */
    public static void cannotRun(String why) {
        System.out.println(CANNOT_RUN + why);
    }
}
