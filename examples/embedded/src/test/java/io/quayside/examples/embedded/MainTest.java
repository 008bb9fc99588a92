package io.quayside.examples.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quayside.api.transport.TransportProvider;
import io.quayside.core.Server;
import io.quayside.core.discovery.Providers;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MainTest {
    static List<String> transports() {
        return Providers.onClassPath().transports().stream()
                .filter(each -> !each.id().equals("simulated"))
                .filter(each -> each.unavailableBecause() == null)
                .map(TransportProvider::id)
                .toList();
    }

    @ParameterizedTest(name = "over {0}")
    @MethodSource("transports")
    void greetsOverARealSocket(String transport) throws Exception {
        try (Server server = Main.greeting("127.0.0.1:0", transport)) {
            server.start();
            InetSocketAddress address =
                    (InetSocketAddress) server.endpoints().get(0).address();
            try (Socket socket = new Socket(address.getAddress(), address.getPort());
                    BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
                socket.setSoTimeout(30_000);
                socket.getOutputStream().write("Ann\nBob\n".getBytes(UTF_8));

                assertEquals("Hello, Ann", in.readLine());
                assertEquals("Hello, Bob", in.readLine());
            }
        }
    }
}
