package io.quayside.tests.docs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quayside.api.codec.CodecProvider;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.pool.PoolProvider;
import io.quayside.api.session.Session;
import io.quayside.api.transport.TransportProvider;
import io.quayside.core.EndpointSpec;
import io.quayside.core.Server;
import io.quayside.core.discovery.Providers;
import io.quayside.tests.docs.codec.ReadingsCodecProvider;
import io.quayside.tests.docs.pool.LockedPoolProvider;
import io.quayside.tests.docs.transport.BlockingTransportProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server with the transport, the codec and the pool of the pages, found as the pages say. */
@Timeout(60)
class TogetherTest {
    private static final byte[] FRAME = {0, 11, 0x40, 0x45, 0, 0, 0, 0, 0, 0, 'l', 'a', 'b'}; // 42.0, lab

    @TempDir
    Path directory;

    /** Says what it is told. */
    private static final class Echo implements Plugin<Object> {
        @Override
        public void message(Session<Object> session, Object message) {
            session.send(message);
        }
    }

    @Test
    void aServerRunsOnThem() throws Exception {
        name(TransportProvider.class, BlockingTransportProvider.class);
        name(CodecProvider.class, ReadingsCodecProvider.class);
        name(PoolProvider.class, LockedPoolProvider.class);
        URL[] shown = {directory.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(shown, getClass().getClassLoader());
                Server server = Server.builder()
                        .providers(Providers.withPlugins(List.of(loader)))
                        .transport("blocking", Map.of("workers", 2))
                        .pool(Map.of("id", "locked", "memory", "1m"))
                        .endpoint(EndpointSpec.named("lab")
                                .listen("127.0.0.1:0")
                                .codec("readings", Map.of())
                                .plugin(new Echo()))
                        .build()) {
            server.start();
            try (Socket lab = new Socket()) {
                lab.connect((InetSocketAddress) server.endpoints().get(0).address());
                lab.setSoTimeout(20_000);
                lab.getOutputStream().write(FRAME);
                assertArrayEquals(FRAME, lab.getInputStream().readNBytes(FRAME.length), "the reading that came back");
                lab.shutdownOutput();
                assertEquals(-1, lab.getInputStream().read(), "what comes after the end");
            }
            assertEquals(0, server.stop(Duration.ofSeconds(10)).contextsMissing(), "contexts that aren't back");
        }
    }

    private void name(Class<?> kind, Class<?> provider) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(kind.getName()), provider.getName());
    }
}
