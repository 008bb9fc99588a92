package io.quayside.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quayside.api.session.CloseReason.Kind;
import io.quayside.plugin.echo.EchoPluginProvider;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The plugin {@code echo} in the harness, over two codecs. */
class EchoHarnessTest {
    private static final String LONG = "x".repeat(5000);

    @Test
    void bytesComeBack() {
        try (PluginHarness<Object> harness =
                PluginHarness.of(new EchoPluginProvider()).open()) {
            ByteBuffer hello = ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8));
            harness.connect()
                    .send(hello)
                    .sendInPieces(hello, 2)
                    .expect(hello, hello)
                    .expectNothing();
        }
    }

    @Test
    void linesComeBack() {
        try (PluginHarness<Object> harness = PluginHarness.of(new EchoPluginProvider())
                .codec("lines", Map.of())
                .open()) {
            harness.connect().send("hello").sendInPieces(LONG, 999).expect("hello", LONG);
            assertEquals(2, harness.metric("messages.sent"));
        }
    }

    @Test
    @SuppressWarnings("try") // nothing is done with what holds the contexts
    void whoseEchoFindsNoContextIsClosed() throws Exception {
        try (PluginHarness<Object> harness = PluginHarness.of(new EchoPluginProvider())
                .codec("lines", Map.of())
                .open()) {
            HarnessClient<Object> ann = harness.connect();
            try (AutoCloseable hold = harness.exhaustContexts()) {
                ann.send("hello").expectNothing().expectClosed(Kind.PLUGIN_CLOSED);
            }
            harness.connect().send("hello").expect("hello");
        }
    }
}
