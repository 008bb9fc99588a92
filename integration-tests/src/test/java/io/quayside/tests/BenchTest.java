package io.quayside.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installed {@code bin/quayside bench}, against the installed server and against servers that are wrong. */
class BenchTest {
    private static final int FRAME = 33;

    @TempDir
    static Path directory;

    private static Installation installed;

    @BeforeAll
    static void unpack() throws IOException {
        installed = Installation.unpackedIn(directory);
    }

    private static Command bench(int port, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("bench", "127.0.0.1:" + port, "--warm-up", "200ms"));
        words.addAll(List.of(options));
        return installed.command(words.toArray(String[]::new));
    }

    @Test
    void measuresTheServerOnFramesAndLines() throws Exception {
        try (Command server = installed.command(
                "serve",
                "--set",
                "endpoints.echo-frames.listen=\"127.0.0.1:0\"",
                "--set",
                "endpoints.echo-lines.listen=\"127.0.0.1:0\"",
                "--set",
                "endpoints.chat=null")) {
            Map<String, Integer> ports = Installation.ports(server, 2);
            server.await("ready in \\d+ ms");
            closedLoop(ports.get("echo-frames"), "frames");
            closedLoop(ports.get("echo-lines"), "lines");
            openLoop(ports.get("echo-frames"));
        }
    }

    private static void closedLoop(int port, String protocol) throws Exception {
        Path json = directory.resolve(protocol + ".json");
        Path chart = directory.resolve(protocol + ".svg");
        try (Command bench = bench(
                port,
                "--protocol",
                protocol,
                "--connections",
                "8",
                "--in-flight",
                "4",
                "--seconds",
                "1",
                "--json",
                json.toString(),
                "--chart",
                chart.toString())) {
            assertEquals(0, bench.exitCode(), () -> "failed: " + said(bench));
            String said = said(bench);
            assertTrue(said.matches("(?s)messages/s +[1-9][\\d,]*\n.*"), said);
            for (String part : List.of(
                    "latency       us: p50 ",
                    "errors        none",
                    "run           127.0.0.1:" + port + ", 8 connections, " + protocol
                            + " of 32 bytes, closed loop, 4 in flight on each, 1 thread",
                    "\nmachine ",
                    "\njava ",
                    "\nquayside ",
                    "\ndate ")) {
                assertTrue(said.contains(part), () -> part + " is not in\n" + said);
            }
            // No line that is written over and over goes into a file.
            assertFalse(said.contains("\r") || said.contains("connecting"), said);
        }
        String written = Files.readString(json);
        assertTrue(number(written, "messages") > 0, written);
        assertTrue(number(written, "messagesPerSecond") > 0, written);
        assertTrue(number(written, "p50") <= number(written, "p99.9"), written);
        assertTrue(written.contains("\"protocol\": \"" + protocol + "\""), written);
        assertTrue(written.contains("\"errors\": []"), written);
        assertTrue(Files.readString(chart).contains("<polyline"));
    }

    private static void openLoop(int port) throws Exception {
        Path json = directory.resolve("open.json");
        try (Command bench =
                bench(port, "--connections", "4", "--rate", "500", "--seconds", "1", "--json", json.toString())) {
            assertEquals(0, bench.exitCode(), () -> "failed: " + said(bench));
        }
        String written = Files.readString(json);
        assertEquals(500, number(written, "latencies"), 1);
        assertEquals(500, number(written, "ratePerSecond"));
        assertEquals(0, number(written, "unanswered"));
    }

    /** SIGTERM and Ctrl-C are the same to it. */
    @Test
    void whoStopsItGetsAReportOfWhatWasMeasured() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Command bench = bench(listening.getLocalPort(), "--connections", "1", "--seconds", "10m")) {
            try (Socket socket = listening.accept()) {
                InputStream in = socket.getInputStream();
                echo(in, socket);
                // The warm-up has begun before this, and is over in less.
                long begun = System.nanoTime();
                while (System.nanoTime() - begun < 500_000_000L) {
                    echo(in, socket);
                }
                bench.terminate();
                echoUntilItEnds(in, socket);
            }
            assertEquals(0, bench.exitCode(), () -> "failed: " + said(bench));
            String said = said(bench);
            assertTrue(said.contains("(stopped before its time)"), said);
            assertTrue(said.matches("(?s)messages/s +[1-9].*"), said);
        }
    }

    @Test
    void aWrongByteIsOneLineAndExitCode1() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Command bench = bench(listening.getLocalPort(), "--connections", "1")) {
            try (Socket socket = listening.accept()) {
                InputStream in = socket.getInputStream();
                echo(in, socket);
                byte[] frame = in.readNBytes(FRAME);
                frame[9] ^= 1;
                socket.getOutputStream().write(frame);
                assertEquals(-1, in.read());
            }
            assertEquals(1, bench.exitCode());
            assertOneErrorLine(
                    bench,
                    "quayside: QS-412: 127.0.0.1:" + listening.getLocalPort()
                            + " answers wrongly: connection 0: byte 42 of what came back is wrong: ");
        }
    }

    @Test
    void aServerThatLeavesIsOneLineAndExitCode1() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Command bench = bench(listening.getLocalPort(), "--connections", "1")) {
            try (Socket socket = listening.accept()) {
                echo(socket.getInputStream(), socket);
            }
            assertEquals(1, bench.exitCode());
            assertOneErrorLine(bench, "was lost: connection 0: ");
        }
    }

    @Test
    void anEchoThatNeverComesIsOneLineAndExitCode1() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Command bench = bench(listening.getLocalPort(), "--connections", "1", "--time-out", "1s");
                Socket socket = listening.accept()) {
            assertEquals(FRAME, socket.getInputStream().readNBytes(FRAME).length);
            assertEquals(1, bench.exitCode());
            assertOneErrorLine(bench, "doesn't answer: connection 0: nothing has come back for 1.0 s");
        }
    }

    @Test
    void aServerThatIsNotThereIsOneLineAndExitCode1() throws Exception {
        int port = 1; // a free one might be somebody's a moment later
        try (Command bench = bench(port)) {
            assertEquals(1, bench.exitCode());
            assertOneErrorLine(bench, "quayside: QS-410: cannot talk to 127.0.0.1:" + port + ": ");
        }
    }

    @Test
    void moreConnectionsThanDescriptorsIsOneLineAndExitCode2() throws Exception {
        try (Command bench = bench(1, "--connections", "1000000")) {
            assertEquals(2, bench.exitCode());
            assertOneErrorLine(bench, "quayside: QS-400: ");
        }
    }

    private static void echo(InputStream in, Socket socket) throws IOException {
        byte[] frame = in.readNBytes(FRAME);
        if (frame.length < FRAME) {
            throw new EOFException("the generator left in a frame");
        }
        socket.getOutputStream().write(frame);
    }

    private static void echoUntilItEnds(InputStream in, Socket socket) throws IOException {
        byte[] frame = in.readNBytes(FRAME);
        while (frame.length == FRAME) {
            try {
                socket.getOutputStream().write(frame);
                frame = in.readNBytes(FRAME);
            } catch (SocketException e) {
                return; // it has gone with an echo under way
            }
        }
    }

    private static double number(String json, String name) {
        Matcher found =
                Pattern.compile("\"" + Pattern.quote(name) + "\": (-?[\\d.E]+)").matcher(json);
        assertTrue(found.find(), () -> name + " is not in " + json);
        return Double.parseDouble(found.group(1));
    }

    private static String said(Command command) {
        try {
            return String.join("\n", command.output());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void assertOneErrorLine(Command command, String part) throws InterruptedException {
        List<String> errors = command.output().stream()
                .filter(line -> line.startsWith("quayside:"))
                .toList();
        assertEquals(1, errors.size(), () -> "one line, not " + errors);
        assertTrue(errors.get(0).contains(part), () -> part + " is not in " + errors);
    }
}
