package io.quayside.core;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.core.fakes.TestPlugin;
import io.quayside.core.fakes.Texts;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers described in code. */
class ServerBuilderTest {
    @TempDir
    private Path directory;

    private Parts parts;

    @BeforeEach
    void findParts() {
        parts = new Parts(directory);
    }

    private static EndpointSpec endpoint() {
        return Parts.endpoint("a", 7000, new TestPlugin("a"));
    }

    private static QuaysideException refused(ServerBuilder builder) {
        return assertThrows(QuaysideException.class, () -> builder.build().check());
    }

    @Test
    void theOrderOfTheCallsDoesNotMatter() {
        Server server = Server.builder()
                .endpoint(endpoint())
                .pool(Map.of("id", "test"))
                .transport("other", Map.of("workers", 1))
                .providers(parts.providers())
                .build();
        server.check();
        assertEquals(1, parts.otherTransports().opened().size());
        assertEquals(List.of(), parts.transports().opened());
    }

    @Test
    void anEndpointsOwnTransportComesFirst() {
        Server server = parts.server().endpoint(endpoint().transport("other")).build();
        server.check();
        assertEquals(1, parts.otherTransports().opened().size());
        assertEquals(List.of(), parts.transports().opened());
    }

    @Test
    void theTransportMayBeLeftToTheServerInSoManyWords() {
        ServerBuilder builder = parts.server().transport("auto", Map.of()).endpoint(endpoint());
        assertDoesNotThrow(() -> builder.build().check());
        assertEquals(1, parts.transports().opened().size());
    }

    @Test
    void theTimeToDrainIsTenSecondsUnlessSet() {
        assertEquals(Duration.ofSeconds(10), parts.server().build().stopDeadline());
        assertEquals(
                Duration.ofSeconds(1),
                parts.server().stopDeadline(Duration.ofSeconds(1)).build().stopDeadline());
    }

    @Test
    void twoEndpointsOfOneNameAreRefused() {
        ServerBuilder builder = parts.server().endpoint(endpoint());
        QuaysideException refused = assertThrows(QuaysideException.class, () -> builder.endpoint(endpoint()));
        assertEquals("QS-208", refused.code());
        assertEquals("two endpoints have the name a; rename one", refused.getMessage());
    }

    @Test
    void settingsAndCodeMayDescribeOneServerTogether() {
        Settings settings = Settings.of(Map.of(
                "transport",
                "test",
                "pool",
                Map.of("id", "test"),
                "endpoints",
                Map.of("b", Map.of("listen", "127.0.0.1:7001", "plugin", "echo"))));
        Server server = Server.builder()
                .providers(parts.providers())
                .settings(settings)
                .endpoint(endpoint())
                .build();
        server.start();
        assertEquals(
                List.of("b", "a"),
                server.endpoints().stream().map(RunningEndpoint::name).toList());
        server.close();
    }

    // ---- what is missing or doesn't fit

    @Test
    void aPluginThatExistsNeedsACodec() {
        QuaysideException refused = refused(parts.server()
                .endpoint(EndpointSpec.named("a").listen("127.0.0.1:7000").plugin(new TestPlugin("a"))));
        assertEquals("QS-204", refused.code());
        assertEquals("endpoints.a.codec.id has to be set, and is not", refused.getMessage());
    }

    @Test
    void aPluginThatExistsMayHaveItsCodecFound() {
        assertDoesNotThrow(() -> parts.server()
                .endpoint(EndpointSpec.named("a")
                        .listen("127.0.0.1:7000")
                        .plugin(new TestPlugin("a"))
                        .codec("texts", Map.of("max-frame", 10)))
                .build()
                .check());
    }

    @Test
    void anEndpointNeedsAPlugin() {
        QuaysideException refused =
                refused(parts.server().endpoint(EndpointSpec.named("a").listen("127.0.0.1:7000")));
        assertEquals("QS-204", refused.code());
        assertEquals("endpoints.a.plugin has to be set, and is not", refused.getMessage());
    }

    @Test
    void anEndpointNeedsAnAddress() {
        QuaysideException refused =
                refused(parts.server().endpoint(EndpointSpec.named("a").plugin("echo")));
        assertEquals("QS-204", refused.code());
        assertEquals("endpoints.a.listen has to be set, and is not", refused.getMessage());
    }

    @Test
    void settingsThatAPluginWhichExistsCannotReadAreRefused() {
        QuaysideException refused = refused(parts.server().endpoint(endpoint().settings(Map.of("prefix", "x"))));
        assertEquals("QS-201", refused.code());
        assertTrue(refused.getMessage().startsWith("unknown key endpoints.a.settings.prefix"), refused.getMessage());
    }

    @Test
    void unknownSessionSettingsAreNamed() {
        QuaysideException refused = refused(parts.server().endpoint(endpoint().session(Map.of("limt", 1))));
        assertEquals("QS-201", refused.code());
        assertTrue(refused.getMessage().startsWith("unknown key endpoints.a.session.limt"), refused.getMessage());
    }

    private static final class Numbers implements Codec<Integer> {
        @Override
        public Class<Integer> messageType() {
            return Integer.class;
        }

        @Override
        public int maximumFrameSize() {
            return 4;
        }

        @Override
        public Integer decode(ByteBuffer in, ByteBuffer view) {
            return in.remaining() < 4 ? null : in.getInt();
        }

        @Override
        public int encodedSize(Integer message) {
            return 4;
        }

        @Override
        public void encode(Integer message, ByteBuffer out) {
            out.putInt(message);
        }
    }

    @Test
    void aCodecWhoseMessagesThePluginCannotTakeIsRefused() {
        QuaysideException refused = refused(parts.server()
                .endpoint(EndpointSpec.named("a")
                        .listen("127.0.0.1:7000")
                        .plugin("echo")
                        .codec(new Numbers())));
        assertEquals("QS-303", refused.code());
        assertTrue(refused.getMessage().contains("java.lang.Integer"), refused.getMessage());
        assertTrue(refused.getMessage().contains("java.lang.String"), refused.getMessage());
    }

    @Test
    void thePoolHoldsTheLargestFrameOfAllEndpoints() {
        Server server = parts.server()
                .pool(Map.of("memory", "4m"))
                .endpoint(endpoint().codec(Texts.lines(50_000)))
                .build();
        server.start();
        assertEquals(0, server.contexts().inUse());
        server.close();
    }
}
