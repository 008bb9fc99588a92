package io.quayside.plugin.chat;

/**
 * Runs the parts of requests that ask the store: at once when the store answers from memory, off the workers and in session
 * order when it may block. Called in session order.
 */
final class StoreSteps {
    private final ChatStore store;

    /** For one store. */
    StoreSteps(ChatStore store) {
        this.store = store;
    }

    /**
     * Runs a step now or later. A step that comes too late, because the session has left the state that it was asked in, is
     * dropped: its client has been told goodbye or is gone.
     *
     * @param ref the request that the step belongs to, for the answer when it throws
     */
    void run(ChatSession chat, long ref, Runnable step) {
        if (!store.mayBlock()) {
            step.run();
            return;
        }
        ChatSession.State asked = chat.state();
        // Refused only when the session is closed: what is to be done then is the closed callback's.
        chat.session().offload(() -> {
            if (chat.state() == asked) {
                guarded(chat, ref, step);
            }
        });
    }

    private static void guarded(ChatSession chat, long ref, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException failure) {
            chat.failed(ref);
            throw failure;
        }
    }
}
