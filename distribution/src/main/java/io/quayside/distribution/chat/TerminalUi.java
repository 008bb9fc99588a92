package io.quayside.distribution.chat;

import java.io.IOError;
import java.io.IOException;
import java.lang.System.Logger.Level;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/**
 * A terminal: an input line with history at the bottom, and above it what comes, which scrolls back like any output.
 *
 * <p>Read by one thread, written to by the loop; JLine lets the two go side by side.
 */
final class TerminalUi implements Ui {
    private static final System.Logger LOG = System.getLogger(TerminalUi.class.getName());
    private static final long PATIENCE_MILLIS = 2000;
    private static final AttributedStyle FAINT = AttributedStyle.DEFAULT.faint();

    private final Terminal terminal;
    private final LineReader reader;
    private volatile String prompt = "> ";
    private volatile @Nullable Thread readBy;

    private TerminalUi(Terminal terminal) {
        this.terminal = terminal;
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .completer(new StringsCompleter(CommandParser.WORDS))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    /** The process's terminal, or null when it has none that can move a cursor. */
    static @Nullable Ui open() {
        try {
            Terminal terminal =
                    TerminalBuilder.builder().system(true).dumb(false).build();
            if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
                terminal.close();
                return null;
            }
            return new TerminalUi(terminal);
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "no terminal", e);
            return null;
        }
    }

    @Override
    public void read(ChatClient client) {
        readBy = Thread.currentThread();
        try {
            while (!client.ended().isDone()) {
                readOne(client);
            }
        } catch (EndOfFileException e) {
            client.interrupted();
        } catch (IOError | IllegalStateException e) {
            // Closed while it was read: the stay has ended.
            LOG.log(Level.DEBUG, "the terminal is closed", e);
        }
    }

    /** Hands one line on. Ctrl-C drops the line; on an empty one, the user has had enough, and has at the second for sure. */
    private void readOne(ChatClient client) {
        try {
            client.typed(reader.readLine(prompt));
        } catch (UserInterruptException e) {
            if (e.getPartialLine().isBlank()) {
                client.interrupted();
            }
        }
    }

    @Override
    public void message(String line) {
        reader.printAbove(line);
    }

    @Override
    public void note(String line) {
        reader.printAbove(new AttributedString("* " + line, FAINT));
    }

    @Override
    public void target(String recipient) {
        prompt = recipient + "> ";
        if (reader instanceof LineReaderImpl shown && shown.isReading()) {
            shown.setPrompt(prompt);
        }
    }

    /** Lets the reader take its line off the screen first: it has set modes of the terminal that only it takes back. */
    @Override
    public void close() {
        try {
            Thread reading = readBy;
            if (reading != null) {
                reading.interrupt();
                reading.join(PATIENCE_MILLIS);
            }
            terminal.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the terminal cannot be closed", e);
        }
    }
}
