package io.quayside.examples.telemetry;

import io.quayside.core.EndpointSpec;
import io.quayside.core.Server;
import java.util.Map;

/** Runs the example by itself: {@code TelemetryServer [PORT] [TRANSPORT]}. */
public final class TelemetryServer {
    static final int PORT = 7300;

    private TelemetryServer() {}

    /** Serves until the process is asked to end. */
    public static void main(String[] args) {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : PORT;
        Server server = on(port, args.length > 1 ? args[1] : "auto", Map.of("idle-timeout", "30s"));
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        server.endpoints()
                .forEach(each -> System.out.println("listening on " + each.address() + " over " + each.transport()));
    }

    /** The server, not started. */
    static Server on(int port, String transport, Map<String, ?> session) {
        return Server.builder()
                .transport(transport, Map.of())
                .endpoint(EndpointSpec.named("telemetry")
                        .listen("127.0.0.1:" + port)
                        .plugin("telemetry")
                        .settings(Map.of("alarm-above", 90))
                        .session(session))
                .build();
    }
}
