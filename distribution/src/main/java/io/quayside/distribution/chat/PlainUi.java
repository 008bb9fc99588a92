package io.quayside.distribution.chat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;

/** Lines in, lines out: for pipes, scripts and terminals that can do nothing else. */
final class PlainUi implements Ui {
    private final BufferedReader in;
    private final PrintWriter out;

    PlainUi(Reader in, PrintWriter out) {
        this.in = new BufferedReader(in);
        this.out = out;
    }

    @Override
    public void read(ChatClient client) {
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                client.typed(line);
            }
        } catch (IOException e) {
            note("the input cannot be read any more: " + e.getMessage());
        }
        client.inputEnded();
    }

    @Override
    public void message(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public void note(String line) {
        out.println("* " + line);
        out.flush();
    }

    @Override
    public void target(String recipient) {
        // There is no prompt to show it in.
    }

    @Override
    public void close() {
        // Neither stream is this class's own; what waits in a read ends with the process.
        out.flush();
    }
}
