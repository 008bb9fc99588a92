package io.quayside.benchmarks.echo;

import io.quayside.benchmarks.process.ServerConsole;
import io.quayside.core.EndpointSpec;
import io.quayside.core.Server;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;

/** The server under comparison, as a user would set it up: transport nio2 with one worker, codec bytes, plugin echo. */
public final class QuaysideEcho {
    private QuaysideEcho() {}

    /** Called by the JVM. */
    public static void main(String[] arguments) throws IOException {
        EndpointSpec endpoint = EndpointSpec.named("echo")
                .listen("127.0.0.1:0")
                .codec("bytes", Map.of("framing", "varint32", "max-frame", EchoFrames.LARGEST))
                .plugin("echo");
        try (Server server = Server.builder()
                .transport("nio2", Map.of("workers", 1))
                .endpoint(endpoint)
                .build()) {
            server.start();
            InetSocketAddress bound =
                    (InetSocketAddress) server.endpoints().get(0).address();
            ServerConsole.serve(bound.getPort(), () -> server.metrics().toString());
        }
    }
}
