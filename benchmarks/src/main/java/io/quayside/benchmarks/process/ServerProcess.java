package io.quayside.benchmarks.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server in a JVM of its own, which {@link ServerConsole} is the other end of. Used by one thread; another one, of its
 * own, collects the lines that the server prints. What the server prints as errors goes where this process's own go.
 */
public final class ServerProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private @Nullable InetSocketAddress address;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /** Starts a server; {@link #address()} tells where it listens. */
    public static ServerProcess start(ServerCommand command) throws IOException {
        Process process = new ProcessBuilder(command.line())
                .redirectError(Redirect.INHERIT)
                .start();
        ServerProcess started = new ServerProcess(process);
        Thread collector = new Thread(started::collect, "lines of process " + process.pid());
        collector.setDaemon(true);
        collector.start();
        return started;
    }

    /** Where the server listens; waits until it does. To be called first. */
    public InetSocketAddress address() throws IOException, InterruptedException {
        InetSocketAddress known = address;
        if (known == null) {
            known = awaitAddress();
            address = known;
        }
        return known;
    }

    private InetSocketAddress awaitAddress() throws IOException, InterruptedException {
        String line = nextLine();
        if (line.startsWith(ServerConsole.CANNOT_RUN)) {
            throw new CannotRunHere(line.substring(ServerConsole.CANNOT_RUN.length()));
        }
        if (!line.startsWith(ServerConsole.LISTENING)) {
            throw new IOException("the server didn't start: " + line);
        }
        int port = Integer.parseInt(line.substring(ServerConsole.LISTENING.length()));
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The processor time that the server has taken since its start. */
    public CpuTime cpuTime() throws IOException {
        return CpuTime.of(process.pid());
    }

    /** Asks for the server's figures and waits for them. */
    public String report() throws IOException, InterruptedException {
        say(ServerConsole.REPORT);
        return nextLine();
    }

    /** Has the server collect its garbage, and asks what it holds then. */
    public Memory memory() throws IOException, InterruptedException {
        say(ServerConsole.MEMORY);
        return Memory.parse(nextLine());
    }

    /** Asks for the bytes that the server has allocated; {@link #answer} has it when it is there. */
    public void askAllocated() throws IOException {
        say(ServerConsole.ALLOCATED);
    }

    /** The answer to what was asked, or null while it isn't there; doesn't wait. */
    public @Nullable String answer() {
        return lines.poll();
    }

    /** The memory of the machine that the server's process takes. */
    public long residentBytes() throws IOException {
        try (Stream<String> status = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
            String kib = status.filter(line -> line.startsWith("VmRSS:"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("process " + pid() + " has ended"));
            return Long.parseLong(kib.replaceAll("\\D", "")) << 10;
        }
    }

    /** The process's number. */
    public long pid() {
        return process.pid();
    }

    /** Tells the server to stop, and waits for the last line it prints and its exit code. */
    public Stopped stop() throws IOException, InterruptedException {
        say(ServerConsole.STOP);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the server didn't stop within " + PATIENCE_SECONDS + " seconds");
        }
        String last = lines.poll(1, TimeUnit.SECONDS);
        return new Stopped(process.exitValue(), last == null ? "" : last);
    }

    /**
     * How a server ended.
     *
     * @param exitCode its exit code
     * @param lastLine the line it printed before, if any
     */
    public record Stopped(int exitCode, String lastLine) {}

    /** Ends the server, in order or not. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void say(String line) throws IOException {
        OutputStream out = process.getOutputStream();
        out.write((line + "\n").getBytes(UTF_8));
        out.flush();
    }

    private String nextLine() throws IOException, InterruptedException {
        String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
            throw new IOException("the server said nothing for " + PATIENCE_SECONDS + " seconds");
        }
        return line;
    }

    private void collect() {
        try (BufferedReader reader = process.inputReader(UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("its output cannot be read: " + e.getMessage());
        }
        lines.add("(its output ends here)");
    }
}
