package io.quayside.benchmarks.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a server's JVM is started.
 *
 * @param java the JVM's executable
 * @param cores the cores it may run on, such as {@code 0} or {@code 0,2}; empty for all
 * @param flags what the JVM is told
 * @param main the class that runs the server through {@link ServerConsole}
 */
public record ServerCommand(Path java, String cores, List<String> flags, Class<?> main) {
    /** Copies the flags. */
    public ServerCommand {
        flags = List.copyOf(flags);
    }

    List<String> line() {
        List<String> line = new ArrayList<>();
        if (!cores.isEmpty()) {
            line.addAll(List.of("taskset", "-c", cores));
        }
        line.add(java.toString());
        line.addAll(flags);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return line;
    }
}
