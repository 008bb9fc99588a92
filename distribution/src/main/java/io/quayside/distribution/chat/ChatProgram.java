package io.quayside.distribution.chat;

import io.quayside.api.QuaysideException;
import java.io.PrintWriter;
import java.io.Reader;
import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The terminal client put together; called by the command line. */
public final class ChatProgram {
    private final ChatTarget target;
    private final Reader in;
    private final PrintWriter out;

    /**
     * A client that has not begun yet.
     *
     * @param target whom to talk to
     * @param in the lines to send, where there is no terminal
     * @param out where lines are printed, where there is no terminal
     */
    public ChatProgram(ChatTarget target, Reader in, PrintWriter out) {
        this.target = target;
        this.in = in;
        this.out = out;
    }

    /**
     * Talks until the user leaves; the calling thread waits.
     *
     * @param plain whether to use plain lines even at a terminal
     * @throws QuaysideException {@code QS-410} when there was no connection to begin with, {@code QS-411} when the server
     *     doesn't want this user, or not any more
     */
    public void run(boolean plain) throws InterruptedException {
        CompletableFuture<@Nullable Void> broken = new CompletableFuture<>();
        try (Ui ui = ui(plain);
                CoreLinks links = new CoreLinks(target);
                ThreadLoop loop = new ThreadLoop(broken::completeExceptionally)) {
            ChatClient client = new ChatClient(
                    target,
                    links,
                    loop,
                    ui,
                    new Wording(ZoneId.systemDefault()),
                    new BackOff(RandomGenerator.getDefault()));
            client.start();
            Thread reader = new Thread(() -> ui.read(client), "quayside-chat-input");
            reader.setDaemon(true);
            reader.start();
            CompletableFuture.anyOf(client.ended(), broken).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        }
    }

    private Ui ui(boolean plain) {
        Ui terminal = plain ? null : TerminalUi.open();
        return terminal == null ? new PlainUi(in, out) : terminal;
    }
}
