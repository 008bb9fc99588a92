package io.quayside.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One shell that goes on from block to block: directories and variables stay. A command that fails ends it. What is compared is its
 * standard output; errors and warnings are told when something fails. Used by one thread.
 */
final class Terminal implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 240;
    private static final String DONE = "\u0001done in ";
    private static final String END = "\u0001end";

    private final String name;
    private final Process shell;
    private final PrintStream input;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> errors = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();
    private Path directory;
    private boolean busy;

    Terminal(String name, Path directory, Map<String, String> environment) throws IOException {
        this.name = name;
        this.directory = directory;
        ProcessBuilder builder = new ProcessBuilder("sh", "-e").directory(directory.toFile());
        builder.environment().putAll(environment);
        shell = builder.start();
        input = new PrintStream(shell.getOutputStream(), true, StandardCharsets.UTF_8);
        read(shell.inputReader(StandardCharsets.UTF_8), lines);
        read(shell.errorReader(StandardCharsets.UTF_8), errors);
    }

    /** Where the shell was when its last block had ended. */
    Path directory() {
        return directory;
    }

    /** Starts a block; the one before it has to have ended. */
    void start(String block) throws IOException {
        Path script = Files.createTempFile("block", ".sh");
        Files.writeString(script, block);
        busy = true;
        // From a file, so that no command takes the rest of the block for its input.
        input.println(". '" + script + "' </dev/null; rm '" + script + "'; printf '\\001done in %s\\n' \"$PWD\"");
    }

    /** Waits until the block has ended, and answers what it has printed. */
    List<String> finish() throws InterruptedException {
        List<String> printed = new ArrayList<>();
        while (busy) {
            String line = next();
            int done = line.indexOf(DONE); // the last line of a command may have no end
            if (done >= 0) {
                directory = Path.of(line.substring(done + DONE.length()));
                busy = false;
            }
            if (done != 0) {
                printed.add(done > 0 ? line.substring(0, done) : line);
            }
        }
        return printed;
    }

    /** Waits for a line that begins so, from a block that goes on; answers what was printed up to there. */
    List<String> finishAt(String beginning) throws InterruptedException {
        List<String> printed = new ArrayList<>();
        do {
            printed.add(next());
        } while (!printed.get(printed.size() - 1).startsWith(beginning));
        return printed;
    }

    /** Waits until what is shown has been printed, by a block that need not have ended. */
    void await(Shown shown) throws InterruptedException {
        List<String> printed = new ArrayList<>();
        while (!shown.isIn(printed)) {
            String line = next();
            if (!line.startsWith(DONE)) {
                printed.add(line);
            }
        }
    }

    /** Ends what runs here, as Ctrl-C does, and the shell. */
    @Override
    public void close() {
        List<ProcessHandle> running = shell.descendants().toList();
        running.forEach(ProcessHandle::destroy);
        input.close();
        shell.onExit().completeOnTimeout(shell, 30, TimeUnit.SECONDS).join();
        running.forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
    }

    private String next() throws InterruptedException {
        String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (line == null || line.equals(END)) {
            throw new AssertionError("terminal " + name
                    + (line == null ? " goes on for too long" : " ended by an error") + "; it has shown:\n"
                    + String.join("\n", seen) + "\nand as errors:\n" + String.join("\n", errors));
        }
        seen.add(line);
        return line;
    }

    private void read(BufferedReader from, BlockingQueue<String> into) {
        Thread thread = new Thread(() -> readAll(from, into), "output of terminal " + name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void readAll(BufferedReader from, BlockingQueue<String> into) {
        try (from) {
            for (String line = from.readLine(); line != null; line = from.readLine()) {
                into.add(line);
            }
        } catch (IOException e) {
            into.add("the output broke off: " + e);
        }
        into.add(END);
    }
}
