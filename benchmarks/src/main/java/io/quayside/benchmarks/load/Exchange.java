package io.quayside.benchmarks.load;

import io.quayside.benchmarks.servers.PrivateMessages;
import io.quayside.chat.v1.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What is sent, and what has to come back for it.
 *
 * @param requests the frames that connections send
 * @param answers as many frames, one for each request
 */
public record Exchange(FrameStream requests, FrameStream answers) {
    // So large that all numbers of a stream take as many bytes.
    private static final int FIRST_NUMBER = 1 << 22;

    /** Payloads of a size that come back as they are; at most so many are sent in one piece. */
    public static Exchange echo(int size, int together) {
        FrameStream frames = FrameStream.random(size, together);
        return new Exchange(frames, frames);
    }

    /** Private messages of the chat with texts of a size. */
    public static Exchange protobuf(int textSize, int together) {
        SplittableRandom random = new SplittableRandom(textSize);
        List<byte[]> requests = new ArrayList<>();
        List<byte[]> answers = new ArrayList<>();
        for (int i = 0; i < FrameStream.periodFor(textSize); i++) {
            Frame request = PrivateMessages.request(FIRST_NUMBER + i, text(random, textSize));
            requests.add(request.toByteArray());
            answers.add(PrivateMessages.relayed(request).toByteArray());
        }
        return new Exchange(new FrameStream(requests, together), new FrameStream(answers, together));
    }

    private static String text(SplittableRandom random, int size) {
        StringBuilder text = new StringBuilder(size);
        for (int i = 0; i < size; i++) {
            text.append((char) random.nextInt(' ', '~'));
        }
        return text.toString();
    }
}
