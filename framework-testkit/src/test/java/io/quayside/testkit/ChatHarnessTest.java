package io.quayside.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.Login;
import io.quayside.chat.v1.SendPrivate;
import io.quayside.plugin.chat.ChatPluginProvider;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The plugin {@code chat} in the harness, by JUnit's extension. */
class ChatHarnessTest {
    @RegisterExtension
    final HarnessExtension<Frame> harness =
            HarnessExtension.of(PluginHarness.of(new ChatPluginProvider()).settings(Map.of("login-timeout", "10s")));

    private HarnessClient<Frame> login(String user) {
        HarnessClient<Frame> client = harness.connect();
        client.send(Frame.newBuilder()
                .setRef(1)
                .setLogin(Login.newBuilder().setUserId(user).setDisplayName(user))
                .build());
        assertTrue(client.receive().hasWelcome());
        return client;
    }

    @Test
    void aPrivateMessageIsDelivered() {
        HarnessClient<Frame> ann = login("ann");
        HarnessClient<Frame> bob = login("bob");
        ann.receiveAll();
        ann.send(Frame.newBuilder()
                .setRef(2)
                .setSendPrivate(SendPrivate.newBuilder().setTo("bob").setText("hello"))
                .build());
        assertEquals("hello", bob.receive().getPrivateMessage().getText());
        assertTrue(ann.receive().hasAcknowledged());
        assertEquals(1, harness.get().metric("messages.private"));
    }

    @Test
    void whoDoesNotLogInIsTurnedOut(PluginHarness<Frame> given) {
        HarnessClient<Frame> nobody = harness.connect();
        given.advance(Duration.ofSeconds(9));
        nobody.expectOpen();
        given.advance(Duration.ofSeconds(2));
        nobody.expectClosed();
    }
}
