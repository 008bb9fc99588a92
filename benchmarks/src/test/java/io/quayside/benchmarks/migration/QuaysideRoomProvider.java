package io.quayside.benchmarks.migration;

import io.quayside.api.plugin.Plugin;
import io.quayside.api.plugin.PluginProvider;
import io.quayside.core.EndpointSpec;
import io.quayside.core.Server;
import io.quayside.core.discovery.Providers;
import java.net.InetSocketAddress;
import java.util.Map;

/** Offers the room on Quayside, as {@code room}. */
public final class QuaysideRoomProvider implements PluginProvider<String> {
    @Override
    public String id() {
        return "room";
    }

    @Override
    public String description() {
        return "everybody hears what anybody says";
    }

    @Override
    public Class<String> messageType() {
        return String.class;
    }

    @Override
    public Class<? extends Plugin<String>> pluginType() {
        return QuaysideRoom.class;
    }

    @Override
    public String defaultCodec() {
        return "lines";
    }

    static RoomServer open(Providers providers) throws Exception {
        Server server = Server.builder()
                .providers(providers)
                .endpoint(EndpointSpec.named("room")
                        .listen("127.0.0.1:0")
                        .plugin("room")
                        .codec("lines", Map.of("max-frame", "1k"))
                        .session(Map.of("idle-timeout", "10m")))
                .build();
        server.start();
        return new RoomServer() {
            @Override
            public int port() {
                return ((InetSocketAddress) server.endpoints().get(0).address()).getPort();
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }
}
