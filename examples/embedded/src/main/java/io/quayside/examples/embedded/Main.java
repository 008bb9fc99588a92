package io.quayside.examples.embedded;

import io.quayside.core.EndpointSpec;
import io.quayside.core.Server;
import java.util.Map;

/** An application that has a server in it: {@code Main [ADDRESS]}. */
public final class Main {
    private Main() {}

    /** Serves until the process is asked to end. */
    public static void main(String[] args) {
        Server server = greeting(args.length > 0 ? args[0] : "127.0.0.1:7200", "auto");
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        System.out.println("listening on " + server.endpoints().get(0).address());
    }

    /** The server, not started. */
    static Server greeting(String address, String transport) {
        return Server.builder()
                .transport(transport, Map.of())
                .pool(Map.of("memory", "32m"))
                .endpoint(EndpointSpec.named("greeter")
                        .listen(address)
                        .plugin(new Greeter("Hello"))
                        .codec("lines", Map.of("max-frame", "1k"))
                        .session(Map.of("limit", 100)))
                .build();
    }
}
