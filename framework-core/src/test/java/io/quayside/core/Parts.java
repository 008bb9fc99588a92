package io.quayside.core;

import io.quayside.api.codec.CodecProvider;
import io.quayside.api.plugin.PluginProvider;
import io.quayside.api.pool.PoolProvider;
import io.quayside.api.session.SessionProvider;
import io.quayside.api.transport.TransportProvider;
import io.quayside.core.discovery.Providers;
import io.quayside.core.fakes.Await;
import io.quayside.core.fakes.EchoProvider;
import io.quayside.core.fakes.OtherTransportProvider;
import io.quayside.core.fakes.Peer;
import io.quayside.core.fakes.ServiceFiles;
import io.quayside.core.fakes.SpySessionProvider;
import io.quayside.core.fakes.TestPlugin;
import io.quayside.core.fakes.TestPool;
import io.quayside.core.fakes.TestPoolProvider;
import io.quayside.core.fakes.TestTransport;
import io.quayside.core.fakes.TestTransportProvider;
import io.quayside.core.fakes.Texts;
import io.quayside.core.fakes.TextsProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What servers and clients under test are assembled from, found as anything else is. */
final class Parts {
    private final Providers providers;

    Parts(Path directory) {
        providers = Providers.in(List.of(new ServiceFiles(directory)
                .with(TransportProvider.class, TestTransportProvider.class, OtherTransportProvider.class)
                .with(CodecProvider.class, TextsProvider.class)
                .with(PoolProvider.class, TestPoolProvider.class)
                .with(SessionProvider.class, SpySessionProvider.class)
                .with(PluginProvider.class, EchoProvider.class)
                .loader()));
    }

    Providers providers() {
        return providers;
    }

    TestTransportProvider transports() {
        return (TestTransportProvider) providers.transport("test");
    }

    TestTransportProvider otherTransports() {
        return (TestTransportProvider) providers.transport("other");
    }

    TestTransport transport() {
        return transports().transport();
    }

    TestPool pool() {
        return ((TestPoolProvider) providers.pool("test")).pool();
    }

    /** A server to be, on the fake transport and pool. */
    ServerBuilder server() {
        return Server.builder().providers(providers).transport("test", Map.of()).pool(Map.of("id", "test"));
    }

    /** An endpoint with a plugin and codec that exist already. */
    static EndpointSpec endpoint(String name, int port, TestPlugin plugin) {
        return EndpointSpec.named(name)
                .listen("127.0.0.1:" + port)
                .plugin(plugin)
                .codec(Texts.lines(1000));
    }

    /** Connects to the first endpoint of a running server, and returns when its session is open. */
    Peer connect(Server server) {
        Peer peer = transport().connectTo(server.endpoints().get(0).address());
        Await.until("the session is open", () -> peer.postedReceives() > 0 || peer.sawClose());
        return peer;
    }
}
