package io.quayside.codec.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.GeneratedMessage;
import com.google.protobuf.Message;
import com.google.protobuf.MessageLite;
import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.codec.CodecProvider;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtobufCodecProviderTest {
    private static final String ENVELOPE = Envelope.class.getName();
    private static final String WHAT_TO_WRITE =
            "the Java name of a generated protobuf message, such as com.acme.Outer$Inner for one within another";

    /** As generated code is when its library is of another version: it fails when it is first used. */
    public abstract static class Broken extends GeneratedMessage {
        private static final long serialVersionUID = 1L;
        private static final Broken DEFAULT_INSTANCE = fail();

        private static Broken fail() {
            throw new IllegalStateException("the library is too old");
        }

        public static Broken getDefaultInstance() {
            return DEFAULT_INSTANCE;
        }
    }

    private static Codec<? extends Message> open(Class<?> declared, Map<String, ?> values) {
        Settings settings = Settings.of("endpoints.chat.codec", values, path -> "quayside.conf: 7");
        Codec<? extends Message> codec =
                new ProtobufCodecProvider().open(settings, declared, ProtobufCodecProviderTest.class.getClassLoader());
        settings.rejectUnknown();
        return codec;
    }

    private static QuaysideException refused(String code, Class<?> declared, Map<String, ?> values) {
        QuaysideException refused = assertThrows(QuaysideException.class, () -> open(declared, values));
        assertEquals(code, refused.code(), refused.getMessage());
        return refused;
    }

    @Test
    void isFoundAndSharesProtobufWithPlugins() {
        CodecProvider found = ServiceLoader.load(CodecProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(ProtobufCodecProvider.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertEquals("protobuf", found.id());
        assertFalse(found.description().isBlank());
        assertEquals(Set.of("com.google.protobuf"), found.sharedPackages());
    }

    @Test
    void thePluginsTypeIsTheMessagesType() {
        Codec<? extends Message> codec = open(Envelope.class, Map.of());
        assertEquals(Envelope.class, codec.messageType());
        assertEquals((1 << 20) + 5, codec.maximumFrameSize());
        assertEquals(Envelope.Text.class, open(Envelope.Text.class, Map.of()).messageType());
    }

    @ParameterizedTest
    @ValueSource(classes = {Object.class, Message.class, MessageLite.class, GeneratedMessage.class, Envelope.class})
    void theSettingsNameTheType(Class<?> declared) {
        assertEquals(Envelope.class, open(declared, Map.of("message", ENVELOPE)).messageType());
    }

    @Test
    void aTypeWithinATypeHasADollarInItsName() {
        Codec<? extends Message> codec = open(Object.class, Map.of("message", ENVELOPE + "$Text"));
        assertEquals(Envelope.Text.class, codec.messageType());
    }

    @ParameterizedTest
    @ValueSource(
            classes = {Object.class, Message.class, MessageLite.class, GeneratedMessage.class, DynamicMessage.class})
    void someTypeHasToBeDeclaredOrSet(Class<?> declared) {
        assertEquals(
                "codec protobuf has to know the type of its messages, and the plugin takes any " + declared.getName()
                        + "; set endpoints.chat.codec.message (quayside.conf: 7) to " + WHAT_TO_WRITE,
                refused("QS-206", declared, Map.of()).getMessage());
    }

    @Test
    void theTypeSetHasToBeThere() {
        QuaysideException refused = refused("QS-206", Object.class, Map.of("message", "com.acme.Missing"));
        assertEquals(
                "endpoints.chat.codec.message (quayside.conf: 7) is com.acme.Missing, which is no class that the plugin"
                        + " can see; it has to be " + WHAT_TO_WRITE,
                refused.getMessage());
        assertInstanceOf(ClassNotFoundException.class, refused.getCause());
    }

    @ParameterizedTest
    @ValueSource(
            classes = {String.class, Message.class, GeneratedMessage.class, DynamicMessage.class, Envelope.Builder.class
            })
    void theTypeSetHasToBeGenerated(Class<?> other) {
        assertEquals(
                "endpoints.chat.codec.message (quayside.conf: 7) is " + other.getName()
                        + ", which is no generated protobuf message; it has to be " + WHAT_TO_WRITE,
                refused("QS-206", Object.class, Map.of("message", other.getName()))
                        .getMessage());
    }

    @Test
    void aTypeThatDoesNotWorkIsToldApartFromOneThatIsNotThere() {
        QuaysideException set = refused("QS-206", Object.class, Map.of("message", Broken.class.getName()));
        assertTrue(set.getMessage().contains("which cannot be used ("), set.getMessage());
        assertInstanceOf(LinkageError.class, set.getCause());
        QuaysideException declared = refused("QS-206", Broken.class, Map.of());
        assertTrue(declared.getMessage().contains("which cannot be used ("), declared.getMessage());
    }

    @Test
    void aPluginThatTakesOtherMessagesIsRefused() {
        assertEquals(
                "codec protobuf makes messages of type com.google.protobuf.Message, and the plugin takes"
                        + " java.lang.String; choose a codec for the endpoint that makes those, or another plugin",
                refused("QS-303", String.class, Map.of()).getMessage());
        String message =
                refused("QS-303", Data.class, Map.of("message", ENVELOPE)).getMessage();
        assertTrue(message.contains(ENVELOPE) && message.contains(Data.class.getName()), message);
    }

    @Test
    void theRecursionLimitIsWithinReason() {
        refused("QS-203", Envelope.class, Map.of("recursion-limit", 0));
        refused("QS-203", Envelope.class, Map.of("recursion-limit", 1001));
    }
}
