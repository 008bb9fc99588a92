package io.quayside.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The server as it is shipped, with fewer descriptors than clients: accepting goes on when there are some again (T10). */
class DescriptorsRunOutTest extends OverEachTransport {
    private static final int DESCRIPTORS = 128;
    private static final int CLIENTS = 400;

    @TempDir
    Path directory;

    @Test
    @EnabledOnOs(OS.LINUX)
    void everybodyIsServedInTheEnd() throws Exception {
        Path settings = directory.resolve("echo.conf");
        Files.writeString(settings, """
                quayside.endpoints.echo {
                  listen = "127.0.0.1:0"
                  plugin = echo
                  codec { id = bytes }
                }
                """);
        Path script =
                Installation.unpackedIn(directory.resolve("installed")).home().resolve("bin/quayside");
        String limited = "ulimit -n " + DESCRIPTORS + " && exec sh " + script + " serve -c " + settings
                + " --set transport=" + transport;
        try (Command server = new Command(List.of("sh", "-c", limited));
                Crowd crowd = new Crowd()) {
            int port = Installation.ports(server, 1).get("echo");
            server.await("ready in");
            List<Caller> callers = new ArrayList<>();
            byte[] hello = "hello".getBytes(UTF_8);
            for (int i = 0; i < CLIENTS; i++) {
                Caller caller = crowd.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                caller.send(hello);
                callers.add(caller);
            }
            server.await("accepting failed.*Too many open files");
            crowd.await("answers for all who leave when they have theirs", () -> {
                callers.stream().filter(each -> !each.frames().isEmpty()).forEach(Caller::leave);
                return callers.stream().noneMatch(each -> each.frames().isEmpty());
            });
            for (Caller each : callers) {
                assertArrayEquals(hello, each.frames().get(0));
            }
            server.terminate();
            server.await("stopped in .* none cut off");
            assertEquals(0, server.exitCode());
        }
    }
}
