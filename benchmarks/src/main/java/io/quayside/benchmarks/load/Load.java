package io.quayside.benchmarks.load;

import io.quayside.benchmarks.process.ServerProcess;
import io.quayside.load.WrongAnswer;
import java.io.IOException;

/** What is done to a server, and measured. */
@FunctionalInterface
public interface Load {
    /**
     * Does it to a server that has just been started.
     *
     * @throws WrongAnswer when the server did anything else than it had to
     */
    Figures run(ServerProcess server) throws IOException, InterruptedException;
}
