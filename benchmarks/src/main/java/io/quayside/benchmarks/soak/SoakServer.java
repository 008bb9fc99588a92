package io.quayside.benchmarks.soak;

import io.quayside.benchmarks.process.ServerConsole;
import io.quayside.core.EndpointSpec;
import io.quayside.core.Server;
import io.quayside.core.StopReport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;

/**
 * The server under soak: codec bytes, plugin echo; with so small a buffer in the system that large frames are
 * written in parts. The last line it prints is the report of its stop.
 */
public final class SoakServer {
    /** The system property that makes it hang up at random. */
    static final String HANGS_UP = "soak.hangs-up";

    /** The system property with the id of its transport. */
    static final String TRANSPORT = "soak.transport";

    private SoakServer() {}

    /** Called by the JVM. */
    public static void main(String[] arguments) throws IOException {
        EndpointSpec endpoint = EndpointSpec.named("echo")
                .listen("127.0.0.1:0")
                .codec("bytes", Map.of("framing", "varint32", "max-frame", FrameSource.LARGEST_PAYLOAD));
        if (Boolean.getBoolean(HANGS_UP)) {
            endpoint.plugin(new HangingUpPlugin());
        } else {
            endpoint.plugin("echo");
        }
        try (Server server = Server.builder()
                .transport(System.getProperty(TRANSPORT, "nio2"), Map.of("send-buffer", "8k"))
                .pool(Map.of("memory", "128m"))
                .endpoint(endpoint)
                .build()) {
            server.start();
            InetSocketAddress bound =
                    (InetSocketAddress) server.endpoints().get(0).address();
            ServerConsole.serve(bound.getPort(), () -> Figures.of(server).line());
            StopReport stopped = server.stop(server.stopDeadline());
            System.out.println(stopped);
        }
    }
}
