package io.quayside.plugin.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.quayside.api.plugin.PluginProvider;
import io.quayside.chat.v1.Frame;
import jakarta.inject.Inject;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ChatPluginTest {
    @Test
    void isFoundUnderItsId() {
        PluginProvider<?> found = ServiceLoader.load(PluginProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.id().equals("chat"))
                .findFirst()
                .orElseThrow();

        assertEquals("protobuf", found.defaultCodec());
        assertSame(Frame.class, found.messageType());
        assertSame(ChatPlugin.class, found.pluginType());
    }

    @Test
    void hasOneConstructorForTheFramework() {
        List<Constructor<?>> injected = Arrays.stream(ChatPlugin.class.getDeclaredConstructors())
                .filter(constructor -> constructor.isAnnotationPresent(Inject.class))
                .toList();

        assertEquals(1, injected.size());
    }

    @Test
    void holdsNothingAfterItsLastSession() throws InterruptedException {
        Chat chat = new Chat();
        Client ann = chat.user("ann");
        Client bob = chat.user("bob");
        Client silent = chat.connect();
        ann.ask(Client.createGroup("quay", "Quay"));
        bob.ask(Client.joinGroup("quay"));

        List.of(ann, bob, silent).forEach(client -> client.session().lose());
        chat.plugin().stop();

        assertEquals(0, chat.figure("users.online"));
        assertEquals(0, chat.figure("groups"));
        assertEquals(0, chat.framework().timers());
    }
}
