package io.quayside.distribution.chat;

/** What the user sees. Called by the loop only, except where the implementation says more. */
interface Screen {
    /** Shows what somebody wrote. */
    void message(String line);

    /** Shows what the client itself has to say. */
    void note(String line);

    /** Shows where plain lines go. */
    void target(String recipient);
}
