package io.quayside.tests;

import io.quayside.api.transport.TransportProvider;
import io.quayside.core.Client;
import io.quayside.core.ClientBuilder;
import io.quayside.core.Server;
import io.quayside.core.ServerBuilder;
import io.quayside.core.discovery.Providers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of what depends on the transport; each class of them runs over every transport that can run here. */
@ParameterizedClass(name = "over {0}")
@MethodSource("io.quayside.tests.OverEachTransport#available")
abstract class OverEachTransport {
    /** The transport's id. */
    @Parameter
    String transport;

    /** The ids of the transports that can run here. */
    static List<String> available() {
        return Providers.onClassPath().transports().stream()
                .filter(each -> !each.id().equals("simulated"))
                .filter(each -> each.unavailableBecause() == null)
                .map(TransportProvider::id)
                .sorted()
                .toList();
    }

    /** A server over the transport, to be described further. */
    ServerBuilder server() {
        return Server.builder().transport(transport, Map.of());
    }

    /** A client over the transport, to be described further. */
    ClientBuilder client() {
        return Client.builder().transport(transport, Map.of());
    }

    /** Echo of frames, echo of lines, and chat; with these settings for every session. */
    RunningServer withEverything(Map<String, ?> session) {
        return withEverything(session, Map.of());
    }

    /** The same, with these settings for the chat plugin. */
    RunningServer withEverything(Map<String, ?> session, Map<String, ?> chat) {
        return RunningServer.withEverything(server(), session, chat);
    }
}
