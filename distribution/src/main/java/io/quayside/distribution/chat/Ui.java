package io.quayside.distribution.chat;

/** The user's side: a screen, and a source of lines. */
interface Ui extends Screen, AutoCloseable {
    /** Hands the user's lines to the client until there are no more; runs on a thread of its own and may block. */
    void read(ChatClient client);

    /** Leaves the terminal as it was found. Called once, by the main thread; ends a read where it can. */
    @Override
    void close();
}
