package io.quayside.plugin.chat;

import io.quayside.api.plugin.Metrics;
import io.quayside.api.plugin.Metrics.Counter;

/** What the chat counts; called from any thread. */
final class ChatMetrics {
    private final Counter logins;
    private final Counter replaced;
    private final Counter timedOut;
    private final Counter privateSent;
    private final Counter privateBusy;
    private final Counter groupSent;
    private final Counter groupDelivered;
    private final Counter groupSkipped;
    private final Counter refused;
    private final Counter failed;
    private final Counter unanswered;

    /** Makes the counters. */
    ChatMetrics(Metrics metrics) {
        logins = metrics.counter("logins");
        replaced = metrics.counter("logins.replaced");
        timedOut = metrics.counter("logins.timed-out");
        privateSent = metrics.counter("messages.private");
        privateBusy = metrics.counter("messages.private.busy");
        groupSent = metrics.counter("messages.group");
        groupDelivered = metrics.counter("messages.group.delivered");
        groupSkipped = metrics.counter("messages.group.skipped");
        refused = metrics.counter("requests.refused");
        failed = metrics.counter("requests.failed");
        unanswered = metrics.counter("requests.unanswered");
    }

    /** Somebody has got a Welcome. */
    void loggedIn() {
        logins.add(1);
    }

    /** A session has made way for a newer one of its user. */
    void replaced() {
        replaced.add(1);
    }

    /** A session was closed because it didn't log in. */
    void timedOut() {
        timedOut.add(1);
    }

    /** A private message was queued for its recipient. */
    void privateSent() {
        privateSent.add(1);
    }

    /** A private message found its recipient full. */
    void privateBusy() {
        privateBusy.add(1);
    }

    /** A group message was queued for so many, and so many more were passed over. */
    void groupSent(int delivered, int skipped) {
        groupSent.add(1);
        groupDelivered.add(delivered);
        groupSkipped.add(skipped);
    }

    /** A request was answered by an error. */
    void refused() {
        refused.add(1);
    }

    /** A request failed for a reason of the server's. */
    void failed() {
        failed.add(1);
    }

    /** An answer didn't fit any more, and its session was closed. */
    void unanswered() {
        unanswered.add(1);
    }
}
