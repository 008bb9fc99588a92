package io.quayside.benchmarks.servers;

import io.quayside.api.QuaysideException;
import io.quayside.benchmarks.process.ServerConsole;
import io.quayside.chat.v1.Frame;
import io.quayside.core.EndpointSpec;
import io.quayside.core.Server;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;

/** This server with one worker: codec bytes and plugin echo, the chat, or codec protobuf and {@link RelayPlugin}. */
public final class QuaysideServer {
    /** There is no such transport, or it cannot run here. */
    private static final Set<String> NO_TRANSPORT = Set.of("QS-102", "QS-103");

    private QuaysideServer() {}

    /** Called by the JVM: the service, and the transport's id. */
    public static void main(String[] arguments) throws IOException {
        EndpointSpec endpoint =
                endpoint(Service.of(arguments[0])).listen("127.0.0.1:0").session(Map.of("limit", 20_000));
        try (Server server = Server.builder()
                .transport(arguments[1], Map.of("workers", Integer.getInteger("workers", 1)))
                .pool(Map.of("memory", "2g"))
                .endpoint(endpoint)
                .build()) {
            server.start();
            InetSocketAddress bound =
                    (InetSocketAddress) server.endpoints().get(0).address();
            ServerConsole.serve(bound.getPort(), () -> server.metrics().toString());
        } catch (QuaysideException e) {
            if (!NO_TRANSPORT.contains(e.code())) {
                throw e;
            }
            ServerConsole.cannotRun(String.valueOf(e.getMessage()));
        }
    }

    private static EndpointSpec endpoint(Service service) {
        EndpointSpec endpoint = EndpointSpec.named(service.id());
        return switch (service) {
            case ECHO ->
                endpoint.codec("bytes", Map.of("framing", "varint32", "max-frame", Service.LARGEST))
                        .plugin("echo");
            case FAN_OUT ->
                endpoint.codec("protobuf", Map.of("max-frame", "64k"))
                        .plugin("chat")
                        .settings(Map.of("group-size", 20_000));
            case PROTOBUF ->
                endpoint.codec("protobuf", Map.of("message", Frame.class.getName(), "max-frame", Service.LARGEST))
                        .plugin(new RelayPlugin());
        };
    }
}
