package io.quayside.benchmarks.servers;

import io.quayside.benchmarks.process.ServerConsole;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** Vert.x 5 with one event loop, on its native transport where that can run. */
public final class VertxServer {
    private VertxServer() {}

    /** Called by the JVM. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
        NetServerOptions options = new NetServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setTcpNoDelay(true)
                .setAcceptBacklog(Service.BACKLOG);
        NetServer server = vertx.createNetServer(options).connectHandler(socket -> new VertxFrames(socket).start());
        server.listen().toCompletionStage().toCompletableFuture().get();
        try {
            ServerConsole.serve(
                    server.actualPort(),
                    () -> "native transport: " + vertx.isNativeTransportEnabled(),
                    NettyServer::uncountedMemory);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }
}
