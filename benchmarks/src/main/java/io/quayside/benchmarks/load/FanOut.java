package io.quayside.benchmarks.load;

import io.quayside.benchmarks.process.ServerProcess;
import java.io.IOException;

/**
 * One sends, all others receive: the next text is sent when all have got the one so many before.
 *
 * @param chat whether the server is a chat; or else one with a {@link io.quayside.benchmarks.wire.PlainGroup}
 * @param textSize bytes of each text
 * @param receivers how many there are
 * @param inFlight texts under way
 * @param times of warm-up and measurement
 */
public record FanOut(boolean chat, int textSize, int receivers, int inFlight, Times times) implements Load {
    /** What a chat's delivery has around a text of some hundred bytes: so the plain one's payload is larger by as much. */
    private static final int CHAT_ADDS = 52;

    @Override
    public Figures run(ServerProcess server) throws IOException, InterruptedException {
        Group group = chat ? new ChatTexts(textSize, receivers) : new PlainGroupTexts(textSize + CHAT_ADDS);
        try (Audience audience = new Audience(server.address(), group, receivers, inFlight)) {
            audience.send();
            audience.poller().pollFor(times.warmUpNanos());
            Measurement measurement = new Measurement(server, audience.poller(), audience::deliveries);
            audience.poller().pollFor(times.nanos());
            Figures figures = measurement.end(Figure.DELIVERIES);
            audience.end();
            return figures.put(Figure.BATCH, audience.perRead());
        }
    }
}
