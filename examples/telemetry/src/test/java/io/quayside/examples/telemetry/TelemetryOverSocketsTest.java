package io.quayside.examples.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quayside.api.session.CloseReason;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionHandler;
import io.quayside.api.transport.TransportProvider;
import io.quayside.core.Client;
import io.quayside.core.Server;
import io.quayside.core.discovery.Providers;
import io.quayside.examples.telemetry.Message.Ack;
import io.quayside.examples.telemetry.Message.Alarm;
import io.quayside.examples.telemetry.Message.Query;
import io.quayside.examples.telemetry.Message.Report;
import io.quayside.examples.telemetry.Message.Subscribe;
import io.quayside.examples.telemetry.Message.Summary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Over real sockets and each transport that can run here, with clients of the framework's own. */
class TelemetryOverSocketsTest {
    /** What a client is told, in order. */
    private static final class Told implements SessionHandler<Message> {
        private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();

        @Override
        public void message(Session<Message> session, Message message) {
            events.add(message);
        }

        @Override
        public void closed(Session<Message> session, CloseReason reason) {
            events.add(reason.kind());
        }

        Object next() throws InterruptedException {
            return events.poll(30, TimeUnit.SECONDS);
        }
    }

    static List<String> transports() {
        return Providers.onClassPath().transports().stream()
                .filter(each -> !each.id().equals("simulated"))
                .filter(each -> each.unavailableBecause() == null)
                .map(TransportProvider::id)
                .toList();
    }

    @ParameterizedTest(name = "over {0}")
    @MethodSource("transports")
    void devicesReportAndListenersHear(String transport) throws Exception {
        try (Server server = TelemetryServer.on(0, transport, Map.of());
                Client client = Client.builder().transport(transport, Map.of()).build()) {
            server.start();
            Told listener = new Told();
            Session<Message> listening = connect(client, server, listener);
            listening.send(new Subscribe());
            listening.send(new Query(1, 1));
            assertEquals(new Summary(1, 1, 0, 0, 0, 0, 0, 0), listener.next(), "so it has subscribed");

            Told device = new Told();
            Session<Message> reporting = connect(client, server, device);
            for (int i = 1; i <= 1_000; i++) {
                reporting.send(new Report(1, 1, i, i, i % 100));
            }
            for (int i = 1; i <= 1_000; i++) {
                assertEquals(new Ack(i), device.next());
            }
            for (int i = 1; i <= 10; i++) {
                assertEquals(new Alarm(1, 1, 100 * i - 9, 91), listener.next());
            }
            reporting.send(new Query(1, 1));
            assertEquals(new Summary(1, 1, 1_000, 1_000, 0, 0, 99, 49.5), rounded(device.next()));
        }
    }

    @ParameterizedTest(name = "over {0}")
    @MethodSource("transports")
    void aSilentDeviceIsClosed(String transport) throws Exception {
        try (Server server = TelemetryServer.on(0, transport, Map.of("idle-timeout", "300ms"));
                Client client = Client.builder().transport(transport, Map.of()).build()) {
            server.start();
            Told device = new Told();
            connect(client, server, device);

            assertEquals(CloseReason.Kind.PEER_CLOSED, device.next());
        }
    }

    private static Session<Message> connect(Client client, Server server, Told handler) throws Exception {
        return client.connect(server.endpoints().get(0).address(), TelemetryCodecProvider.codec(), handler)
                .get(30, TimeUnit.SECONDS);
    }

    /** The mean is computed as the readings come, and is exact to many digits, but not to all. */
    private static Object rounded(Object event) {
        return event instanceof Summary it
                ? new Summary(
                        it.device(),
                        it.sensor(),
                        it.count(),
                        it.at(),
                        it.latest(),
                        it.least(),
                        it.most(),
                        Math.rint(it.mean() * 1e6) / 1e6)
                : event;
    }
}
