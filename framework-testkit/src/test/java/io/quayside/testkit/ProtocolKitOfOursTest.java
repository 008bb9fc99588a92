package io.quayside.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.Login;
import io.quayside.chat.v1.SendPrivate;
import io.quayside.core.discovery.Providers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The codecs that are shipped pass, over each framing. */
class ProtocolKitOfOursTest {
    @ParameterizedTest
    @ValueSource(strings = {"varint32", "length1", "length2", "length3", "length4"})
    void bytes(String framing) {
        Codec<ByteBuffer> codec = codec("bytes", Map.of("framing", framing, "max-frame", "4k"), ByteBuffer.class);
        List<ByteBuffer> samples = List.of(buffer(""), buffer("a"), buffer("hello"), buffer("x".repeat(200)));

        assertDoesNotThrow(() -> ProtocolKit.of(codec, samples).check().assertPasses());
    }

    @Test
    void lines() {
        Codec<String> codec = codec("lines", Map.of("max-frame", "2k"), String.class);
        List<String> samples = List.of("hello", "", "Grüße, 世界", "x".repeat(2000));

        assertDoesNotThrow(() -> ProtocolKit.of(codec, samples).check().assertPasses());
    }

    @Test
    void protobuf() {
        Codec<Frame> codec = codec("protobuf", Map.of("max-frame", "8k"), Frame.class);
        List<Frame> samples = List.of(
                Frame.newBuilder()
                        .setRef(1)
                        .setLogin(Login.newBuilder().setUserId("ann"))
                        .build(),
                Frame.newBuilder()
                        .setRef(2)
                        .setSendPrivate(SendPrivate.newBuilder().setTo("bob").setText("x".repeat(3000)))
                        .build());

        assertDoesNotThrow(() -> ProtocolKit.of(codec, samples).seed(7).check().assertPasses());
    }

    @SuppressWarnings("unchecked") // opened for these messages
    private static <M> Codec<M> codec(String id, Map<String, ?> settings, Class<M> messages) {
        return (Codec<M>) Providers.onClassPath()
                .codec(id)
                .open(Settings.of(settings), messages, ProtocolKitOfOursTest.class.getClassLoader());
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
