package io.quayside.examples.springboot;

import io.quayside.core.EndpointSpec;
import io.quayside.core.Server;
import java.net.SocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts the server when the application has started, and stops it first when it ends, while what the plugin uses is still
 * there. Server and plugin are started once, as Spring does with a context that isn't restarted.
 */
@Component
final class ServerLifecycle implements SmartLifecycle {
    private final Greeter greeter;
    private final String address;
    private volatile @Nullable Server server;

    ServerLifecycle(Greeter greeter, @Value("${greeter.address}") String address) {
        this.greeter = greeter;
        this.address = address;
    }

    @Override
    public void start() {
        Server made = Server.builder()
                .endpoint(EndpointSpec.named("greeter")
                        .listen(address)
                        .plugin(greeter)
                        .codec("lines", Map.of("max-frame", "1k")))
                .build();
        made.start();
        server = made;
    }

    /** Lets sessions send what waits for them. */
    @Override
    public void stop() {
        Server running = server;
        server = null;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    /** Where it listens: with port 0, the system picked one. */
    SocketAddress address() {
        Server running = server;
        if (running == null) {
            throw new IllegalStateException("the server doesn't run");
        }
        return running.endpoints().get(0).address();
    }
}
