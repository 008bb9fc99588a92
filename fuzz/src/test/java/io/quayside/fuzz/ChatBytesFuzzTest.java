package io.quayside.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;

/**
 * Bytes of any kind at the chat's door, on up to three connections: the network, then again and again the connection, the
 * number of bytes, and the bytes, or a way to leave.
 */
class ChatBytesFuzzTest {
    private static final Duration MOMENT = Duration.ofMillis(2);

    @FuzzTest
    void survives(byte[] bytes) {
        Input input = new Input(bytes);
        ChatPlay.run(input.next(), 3, play -> {
            while (!input.isEmpty()) {
                int place = input.next();
                ChatPeer client = play.client(place);
                if ((place & 64) == 0) {
                    client.send(input.take(1 + input.next()));
                } else {
                    client.leave(input.next());
                }
                if (place < 128) {
                    play.pass(MOMENT);
                }
            }
        });
    }
}
