package io.quayside.examples.resp;

import io.quayside.api.transport.TransportProvider;
import io.quayside.core.Server;
import io.quayside.core.discovery.Providers;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests over real sockets; each class of them runs over every transport that can run here, with a server for each test. */
@ParameterizedClass(name = "over {0}")
@MethodSource("io.quayside.examples.resp.OverEachTransport#available")
abstract class OverEachTransport {
    @Parameter
    String transport;

    Server server;

    static List<String> available() {
        return Providers.onClassPath().transports().stream()
                .filter(each -> !each.id().equals("simulated"))
                .filter(each -> each.unavailableBecause() == null)
                .map(TransportProvider::id)
                .toList();
    }

    @BeforeEach
    void startServer() {
        server = RespServer.on(0, transport);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    int port() {
        return ((InetSocketAddress) server.endpoints().get(0).address()).getPort();
    }
}
