package io.quayside.benchmarks.load;

import io.quayside.benchmarks.servers.PrivateMessages;
import io.quayside.chat.v1.Frame;
import io.quayside.load.Exchange;
import io.quayside.load.FrameStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Private messages of the chat: each request has to come back as the message that it becomes. */
public final class PrivateMessageExchange {
    // So large that all numbers of a stream take as many bytes.
    private static final int FIRST_NUMBER = 1 << 22;

    private PrivateMessageExchange() {}

    /** With texts of a size; at most so many are sent in one piece. */
    public static Exchange of(int textSize, int together) {
        SplittableRandom random = new SplittableRandom(textSize);
        List<byte[]> requests = new ArrayList<>();
        List<byte[]> answers = new ArrayList<>();
        for (int i = 0; i < FrameStream.periodFor(textSize); i++) {
            Frame request = PrivateMessages.request(FIRST_NUMBER + i, text(random, textSize));
            requests.add(request.toByteArray());
            answers.add(PrivateMessages.relayed(request).toByteArray());
        }
        return new Exchange(FrameStream.framed(requests, together), FrameStream.framed(answers, together));
    }

    private static String text(SplittableRandom random, int size) {
        StringBuilder text = new StringBuilder(size);
        for (int i = 0; i < size; i++) {
            text.append((char) random.nextInt(' ', '~'));
        }
        return text.toString();
    }
}
