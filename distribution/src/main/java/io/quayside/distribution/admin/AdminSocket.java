package io.quayside.distribution.admin;

import io.quayside.api.QuaysideException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Where a running server is told what to do: a socket in the file system that nobody but the server's user can connect to. One
 * connection is one request, a line, and its answer.
 *
 * <p>One thread accepts; each request has one of its own, so that nothing of a plugin that it starts stays with a thread that
 * goes on. Requests that don't come, and answers that aren't taken, are given up after five seconds.
 */
public final class AdminSocket implements AutoCloseable {
    private static final Logger LOG = System.getLogger(AdminSocket.class.getName());
    private static final long AFTER_FAILURE_NANOS = 1_000_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LONGEST_REQUEST = 1024;
    private static final int MOST_REQUESTS = 8;

    private final Path path;
    private final ServerSocketChannel channel;
    private final Function<String, AdminAnswer> answers;
    private final Semaphore places = new Semaphore(MOST_REQUESTS);

    private AdminSocket(Path path, ServerSocketChannel channel, Function<String, AdminAnswer> answers) {
        this.path = path;
        this.channel = channel;
        this.answers = answers;
    }

    /**
     * Opens the socket; one that a server has left behind is replaced.
     *
     * @param answers does what a line says; called on a thread for each
     * @throws QuaysideException {@code QS-406} when it can't be opened, or another server has it
     */
    public static AdminSocket open(Path path, Function<String, AdminAnswer> answers) {
        try {
            if (isAnswered(path)) {
                throw new QuaysideException(
                        "QS-406",
                        "another server has the admin socket " + path + "; set admin.socket to another file, or to"
                                + " nothing for none");
            }
            AdminSocket opened = new AdminSocket(path, bound(path), answers);
            Thread acceptor = new Thread(opened::accept, "quayside-admin");
            acceptor.setDaemon(true);
            acceptor.start();
            return opened;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            throw new QuaysideException(
                    "QS-406",
                    "the admin socket " + path + " cannot be opened: " + e
                            + "; set admin.socket to another file, or to nothing for none",
                    e);
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Takes no more requests; one that is under way goes on. Doing it again does nothing. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return; // and the file is another's by now
        }
        try (channel) {
            Files.deleteIfExists(path); // first: whoever opens it next may have it as soon as nobody answers
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the admin socket " + path + " cannot be taken away", e);
        }
    }

    private static boolean isAnswered(Path path) throws IOException {
        if (!Files.exists(path)) {
            return false;
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (IOException refused) {
            if (!Files.readAttributes(path, BasicFileAttributes.class).isOther()) {
                throw new IOException("there is a file that is no socket", refused);
            }
            return false;
        }
    }

    /** Binds it out of everybody's reach first, and moves it to its place when it is its owner's alone. */
    private static ServerSocketChannel bound(Path path) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException("it has to be in a directory");
        }
        makePrivate(directory);
        Path apart = Files.createTempDirectory(directory, ".s");
        Path made = apart.resolve("s");
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(made), MOST_REQUESTS);
            if (Files.getFileAttributeView(made, PosixFileAttributeView.class) != null) {
                Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
            }
            Files.move(made, path, StandardCopyOption.REPLACE_EXISTING);
            return channel;
        } catch (Throwable t) {
            channel.close();
            throw t;
        } finally {
            Files.deleteIfExists(made);
            Files.delete(apart);
        }
    }

    private static void makePrivate(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Files.createDirectories(directory);
        if (Files.getFileAttributeView(directory, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private void accept() {
        while (channel.isOpen()) {
            try {
                begin(channel.accept());
            } catch (ClosedChannelException e) {
                return; // which is how it ends
            } catch (IOException | OutOfMemoryError e) { // no descriptors, or no threads, which may pass
                LOG.log(Level.WARNING, "a request at the admin socket " + path + " could not be taken", e);
                LockSupport.parkNanos(AFTER_FAILURE_NANOS);
            }
        }
    }

    private void begin(SocketChannel accepted) throws IOException {
        if (!places.tryAcquire()) {
            accepted.close();
            return;
        }
        try {
            Thread thread = new Thread(() -> serve(accepted), "quayside-admin-request");
            thread.setDaemon(true);
            thread.start();
        } catch (Throwable t) {
            places.release();
            accepted.close();
            throw t;
        }
    }

    private void serve(SocketChannel accepted) {
        try (accepted;
                TimedChannel timed = new TimedChannel(accepted)) {
            AdminAnswer answer = answers.apply(timed.within(PATIENCE).readLine(LONGEST_REQUEST));
            timed.within(PATIENCE).write(answer.written()); // the time that the work took isn't the asker's fault
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a request at the admin socket was given up", e);
        } finally {
            places.release();
        }
    }
}
