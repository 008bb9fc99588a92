package io.quayside.benchmarks.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.function.Supplier;

/**
 * A server process's side of the conversation with {@link ServerProcess}: it says which port it listens on, then answers
 * {@code report} with one line each, until {@code stop} or the end of its input. So a server never outlives who started it.
 */
public final class ServerConsole {
    static final String LISTENING = "listening ";
    static final String REPORT = "report";
    static final String STOP = "stop";

    private ServerConsole() {}

    /** Answers until told to stop; called on the server's main thread, which has nothing else to do. */
    public static void serve(int port, Supplier<String> figures) throws IOException {
        PrintStream out = System.out;
        out.println(LISTENING + port);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = in.readLine(); line != null && !line.equals(STOP); line = in.readLine()) {
            out.println(line.equals(REPORT) ? figures.get() : "commands are " + REPORT + " and " + STOP);
        }
    }
}
