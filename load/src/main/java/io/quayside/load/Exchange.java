package io.quayside.load;

/**
 * What is sent, and what has to come back for it.
 *
 * @param requests the frames that connections send
 * @param answers as many frames, one for each request
 */
public record Exchange(FrameStream requests, FrameStream answers) {
    /** Payloads of a size that come back as they are; at most so many are sent in one piece. */
    public static Exchange echo(int size, int together) {
        FrameStream frames = FrameStream.random(size, together);
        return new Exchange(frames, frames);
    }

    /** Lines of so many characters that come back as they are; at most so many are sent in one piece. */
    public static Exchange lines(int length, int together) {
        FrameStream lines = FrameStream.lines(length, together);
        return new Exchange(lines, lines);
    }
}
