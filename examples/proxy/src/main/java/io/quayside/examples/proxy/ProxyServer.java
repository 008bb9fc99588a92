package io.quayside.examples.proxy;

import io.quayside.core.Client;
import io.quayside.core.EndpointSpec;
import io.quayside.core.Server;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;

/** Runs the example: {@code ProxyServer PORT TARGET-HOST TARGET-PORT [TRANSPORT]}. */
public final class ProxyServer {
    private static final int LARGEST = 32 << 10;
    /** Who doesn't take its answers is listened to all the same: what it says goes to somebody else, who may take it. */
    private static final Map<String, ?> SESSION = Map.of(
            "receive-limit",
            LARGEST,
            "outbound-congested",
            "128k",
            "outbound-limit",
            "512k",
            "receive-while-congested",
            true);

    private ProxyServer() {}

    /** Relays until the process is asked to end. */
    public static void main(String[] args) {
        SocketAddress target = new InetSocketAddress(args[1], Integer.parseInt(args[2]));
        Server server = between(Integer.parseInt(args[0]), target, args.length > 3 ? args[3] : "auto", Map.of());
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        server.endpoints().forEach(each -> System.out.println("relaying from " + each.address() + " to " + target));
    }

    /** The relay, not started. */
    static Server between(int port, SocketAddress target, String transport, Map<String, ?> settings) {
        StreamCodec codec = new StreamCodec(LARGEST);
        Upstream upstream = new ClientUpstream(
                target,
                codec,
                Client.builder().transport(transport, settings).session(SESSION).largestFrame(LARGEST));
        return Server.builder()
                .transport(transport, settings)
                .pool(Map.of("memory", "64m"))
                .endpoint(EndpointSpec.named("proxy")
                        .listen("127.0.0.1:" + port)
                        .plugin(new ProxyPlugin(upstream))
                        .codec(codec)
                        .session(SESSION))
                .build();
    }
}
