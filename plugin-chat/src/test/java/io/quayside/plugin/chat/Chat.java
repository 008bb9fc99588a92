package io.quayside.plugin.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quayside.api.Settings;
import io.quayside.chat.v1.Frame;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A started plugin with a fake framework around it. */
final class Chat {
    private final FakeFramework framework = new FakeFramework();
    private final ChatPlugin plugin;
    private final AtomicInteger connections = new AtomicInteger();

    Chat() {
        this(Map.of());
    }

    Chat(Map<String, ?> settings) {
        this(settings, new MemoryChatStore());
    }

    Chat(Map<String, ?> settings, ChatStore store) {
        Settings section = Settings.of(settings);
        plugin = new ChatPlugin(section, framework, framework, framework, framework, store);
        section.rejectUnknown();
        plugin.start();
    }

    FakeFramework framework() {
        return framework;
    }

    ChatPlugin plugin() {
        return plugin;
    }

    Client connect() {
        // Sessions of both kinds, in turn.
        return new Client(new FakeSession(plugin, connections.incrementAndGet() % 2 == 0));
    }

    /** A client that has logged in; its display name is the id in upper case. */
    Client user(String id) throws InterruptedException {
        Client client = connect();
        Frame answer = client.ask(Client.login(id, id.toUpperCase(Locale.ROOT)));
        assertEquals(Frame.ServerSaysCase.WELCOME, answer.getServerSaysCase(), answer::toString);
        return client;
    }

    long figure(String name) {
        return framework.figure(name);
    }
}
