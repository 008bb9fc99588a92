package io.quayside.benchmarks.servers;

import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.PrivateMessage;
import io.quayside.chat.v1.SendPrivate;
import io.quayside.chat.v1.User;

/**
 * What the protobuf service does, for every server and for the generator that checks them: a request to send somebody a text
 * becomes the message that carries it, which goes back to the sender. Any thread.
 */
public final class PrivateMessages {
    private static final long TIME = 1_800_000_000_000L;
    private static final User FROM = User.newBuilder()
            .setUserId("somebody.else")
            .setDisplayName("Somebody Else")
            .build();

    private PrivateMessages() {}

    /** The request with a number and a text. */
    public static Frame request(long ref, String text) {
        return Frame.newBuilder()
                .setRef(ref)
                .setSendPrivate(SendPrivate.newBuilder().setTo("receiver.one").setText(text))
                .build();
    }

    /** What a request becomes. */
    public static Frame relayed(Frame request) {
        return Frame.newBuilder()
                .setPrivateMessage(PrivateMessage.newBuilder()
                        .setMessageId(request.getRef())
                        .setFrom(FROM)
                        .setText(request.getSendPrivate().getText())
                        .setServerTimeMs(TIME))
                .build();
    }
}
