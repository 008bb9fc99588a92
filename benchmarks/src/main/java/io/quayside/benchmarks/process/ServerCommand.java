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
 * @param arguments what that class is told
 */
public record ServerCommand(Path java, String cores, List<String> flags, Class<?> main, List<String> arguments) {
    /** Copies the lists. */
    public ServerCommand {
        flags = List.copyOf(flags);
        arguments = List.copyOf(arguments);
    }

    /** A server that is told nothing. */
    public ServerCommand(Path java, String cores, List<String> flags, Class<?> main) {
        this(java, cores, flags, main, List.of());
    }

    List<String> line() {
        List<String> line = new ArrayList<>();
        if (!cores.isEmpty()) {
            line.addAll(List.of("taskset", "-c", cores));
        }
        line.add(java.toString());
        line.addAll(flags);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        line.addAll(arguments);
        return line;
    }
}
