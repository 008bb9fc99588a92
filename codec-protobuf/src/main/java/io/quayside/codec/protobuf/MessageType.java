package io.quayside.codec.protobuf;

import com.google.protobuf.Message;
import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the generated type of an endpoint's messages: the one that the settings name, or else the one that the plugin
 * declares.
 */
final class MessageType {
    private static final String KEY = "message";
    private static final String WHAT_TO_WRITE =
            "the Java name of a generated protobuf message, such as com.acme.Outer$Inner for one within another";

    private final Settings settings;
    private final Class<?> declared;
    private final ClassLoader loader;

    MessageType(Settings settings, Class<?> declared, ClassLoader loader) {
        this.settings = settings;
        this.declared = declared;
        this.loader = loader;
    }

    /** Its default instance, which leads to all else; throws what the operator can act upon when there is no such type. */
    Message prototype() {
        Message prototype = settings.has(KEY) ? named(settings.string(KEY)) : declared();
        Codec.requireTaken(ProtobufCodecProvider.ID, prototype.getClass(), declared);
        return prototype;
    }

    private Message named(String name) {
        Message prototype;
        try {
            prototype = prototypeOf(Class.forName(name, false, loader));
        } catch (ClassNotFoundException e) {
            throw unusable(name, "is no class that the plugin can see", e);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw unusable(name, "cannot be used (" + e + ")", e);
        }
        if (prototype == null) {
            throw unusable(name, "is no generated protobuf message", null);
        }
        return prototype;
    }

    private QuaysideException unusable(String name, String why, @Nullable Throwable cause) {
        return new QuaysideException(
                "QS-206",
                settings.where(KEY) + " is " + name + ", which " + why + "; it has to be " + WHAT_TO_WRITE,
                cause);
    }

    private Message declared() {
        Message prototype;
        try {
            prototype = prototypeOf(declared);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new QuaysideException(
                    "QS-206",
                    "the plugin takes " + declared.getName() + ", which cannot be used (" + e
                            + "); generate it anew with a protobuf compiler that fits the library",
                    e);
        }
        if (prototype == null) {
            throw notDeclared();
        }
        return prototype;
    }

    private QuaysideException notDeclared() {
        if (!Message.class.isAssignableFrom(declared)) {
            // A plugin that takes no protobuf messages at all is told the same as with any other codec.
            Codec.requireTaken(ProtobufCodecProvider.ID, Message.class, declared);
        }
        return new QuaysideException(
                "QS-206",
                "codec " + ProtobufCodecProvider.ID + " has to know the type of its messages, and the plugin takes any "
                        + declared.getName() + "; set " + settings.where(KEY) + " to " + WHAT_TO_WRITE);
    }

    /** Null when the type is none that protobuf's compiler has made: what it makes has a default instance. */
    private static @Nullable Message prototypeOf(Class<?> type) throws ReflectiveOperationException {
        if (!Message.class.isAssignableFrom(type)) {
            return null;
        }
        Method defaultInstance;
        try {
            defaultInstance = type.getMethod("getDefaultInstance");
        } catch (NoSuchMethodException e) {
            return null;
        }
        boolean its = Modifier.isStatic(defaultInstance.getModifiers()) && defaultInstance.getReturnType() == type;
        return its ? (Message) defaultInstance.invoke(null) : null;
    }
}
