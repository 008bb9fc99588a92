package io.quayside.distribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.transport.TransportProvider;
import io.quayside.core.discovery.Providers;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServeCommandTest {
    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");

    private final LatchStop stop = new LatchStop();
    private final AwaitedWriter out = new AwaitedWriter();
    private final AwaitedWriter err = new AwaitedWriter();

    @TempDir
    Path home;

    @BeforeEach
    void install() throws Exception {
        Files.createDirectories(home.resolve("plugins"));
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf").resolve("quayside.conf"), """
                quayside.endpoints {
                  lines { listen = "127.0.0.1:0", plugin = echo, codec { id = lines } }
                  chat { listen = "127.0.0.1:0", plugin = chat }
                }
                """);
    }

    @ParameterizedTest
    @MethodSource("io.quayside.distribution.cli.Transports#choices")
    void servesAndTellsUntilItIsToldToStop(String transport) throws Exception {
        CompletableFuture<Integer> code = serve("--set", "transport=" + transport);
        out.line("ready in ");
        String taken = transport.equals("auto") ? Transports.available().get(0) : transport;
        assertTrue(out.line("lines ").contains("transport " + taken + ", codec lines, plugin echo"), out::toString);
        assertTrue(out.line("chat ").contains("transport " + taken + ", codec protobuf, plugin chat"), out::toString);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port("lines "))) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("hello\n".getBytes(StandardCharsets.UTF_8));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertEquals("hello", reader.readLine());
            stop.ask();
            assertNull(reader.readLine());
        }
        assertEquals(0, code.get(30, TimeUnit.SECONDS));
        assertTrue(stop.isDone());
        assertTrue(out.toString().contains("stopping: 1 session, at most 10.0 s"), out::toString);
        assertTrue(out.line("stopped in ").endsWith(" s: 1 session drained, none cut off"), out::toString);
        assertEquals("", err.toString());
    }

    @Test
    void whyAutoTookNoBetterTransportIsSaidOnce() throws Exception {
        CompletableFuture<Integer> code = serve();
        out.line("ready in ");
        List<String> said =
                out.toString().lines().filter(line -> line.contains(", not ")).toList();
        TransportProvider uring = Providers.onClassPath().transport("uring");
        String obstacle = uring.unavailableBecause();
        assertEquals(
                obstacle == null ? List.of() : List.of("transport auto took nio2, not uring: " + obstacle),
                said,
                out::toString);
        stop.ask();
        assertEquals(0, code.get(30, TimeUnit.SECONDS));
    }

    @Test
    void aTerminalClientTalksToIt() throws Exception {
        CompletableFuture<Integer> code = serve();
        out.line("ready in ");
        int port = port("chat ");
        CommandLineRun chat = CommandLineRun.withInput(
                "/group create dev The Developers\nhello\n/msg ann hi\n/msg bob hi\n/online\n",
                home,
                "chat",
                "127.0.0.1:" + port,
                "--user=ann",
                "--name=Ann Lee",
                "--plain");
        assertEquals(List.of(), chat.err());
        assertEquals(0, chat.code());
        List<String> shown = chat.out().lines().toList();
        assertEquals("* connected to 127.0.0.1:" + port + " as ann", shown.get(0));
        assertEquals("* made #dev", shown.get(1));
        assertEquals("* lines go to #dev now", shown.get(2));
        assertEquals("* nobody else is in #dev", shown.get(3));
        assertTrue(shown.get(4).matches("\\d\\d:\\d\\d:\\d\\d ann \\(Ann Lee\\): hi"), shown::toString);
        assertTrue(shown.get(5).startsWith("* not sent to bob: "), shown::toString);
        assertEquals(List.of("* online, 1 in all:", "*   ann (Ann Lee)"), shown.subList(6, shown.size()));
        stop.ask();
        assertEquals(0, code.get(30, TimeUnit.SECONDS));
    }

    @Test
    void aClientWithoutAServerFailsWithOneLine() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        CommandLineRun chat = CommandLineRun.withInput("hello\n", home, "chat", "127.0.0.1:" + free, "--plain");
        assertEquals(1, chat.code());
        assertEquals(1, chat.err().size(), chat.err()::toString);
        assertTrue(
                chat.err().get(0).startsWith("quayside: QS-410: cannot talk to 127.0.0.1:" + free + ": "),
                chat.err()::toString);
    }

    private CompletableFuture<Integer> serve(String... options) {
        String[] arguments =
                Stream.concat(Stream.of("serve"), Stream.of(options)).toArray(String[]::new);
        Surroundings surroundings = new Surroundings(
                new Installation(home), new StringReader(""), new PrintWriter(out), new PrintWriter(err), () -> false);
        return CompletableFuture.supplyAsync(() -> new Program(surroundings, stop).run(arguments), task -> {
            Thread thread = new Thread(task, "serve");
            thread.setDaemon(true);
            thread.start();
        });
    }

    private int port(String endpoint) throws Exception {
        Matcher matcher = PORT.matcher(out.line(endpoint));
        assertTrue(matcher.find());
        return Integer.parseInt(matcher.group(1));
    }
}
