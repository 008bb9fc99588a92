package io.quayside.examples.resp;

import io.quayside.core.EndpointSpec;
import io.quayside.core.Server;
import java.util.Map;

/** Runs the example by itself: {@code RespServer [PORT] [TRANSPORT]}. */
public final class RespServer {
    private RespServer() {}

    /** Serves until the process is asked to end. */
    public static void main(String[] args) {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 6379;
        String transport = args.length > 1 ? args[1] : "auto";
        Server server = on(port, transport);
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        server.endpoints()
                .forEach(each -> System.out.println("listening on " + each.address() + " over " + each.transport()));
    }

    /** The server, not started; its transport's workers keep the process alive once it is. */
    static Server on(int port, String transport) {
        return Server.builder()
                .transport(transport, Map.of())
                .endpoint(EndpointSpec.named("resp")
                        .listen("127.0.0.1:" + port)
                        .plugin("resp")
                        .session(Map.of("idle-timeout", 0))) // clients keep connections open for later
                .build();
    }
}
