package io.quayside.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client in another language, generated from the same {@code .proto}: Python with Debian's protobuf packages. Where those
 * are missing the test is skipped; with {@code CI=true} it fails, since {@code .ci/run} installs them.
 */
class PythonClientTest extends OverEachTransport {
    private static final String PYTHON = "/usr/bin/python3";

    @TempDir
    Path generated;

    @Test
    void pythonTalksToEchoAndChat() throws Exception {
        boolean available = runs(PYTHON, "-c", "import google.protobuf") && runs("protoc", "--version");
        assumeTrue(
                available || "true".equals(System.getenv("CI")),
                "python3-protobuf and protobuf-compiler are not installed");
        Path root = Path.of("").toAbsolutePath().getParent();
        Path protos = root.resolve("chat-protocol/src/main/protobuf");
        assertEquals(
                "",
                output(List.of(
                        "protoc",
                        "-I",
                        protos.toString(),
                        "--python_out",
                        generated.toString(),
                        "quayside/chat/v1/chat.proto")));
        try (RunningServer server = withEverything(Map.of(), Map.of("group-size", 5, "login-timeout", "2s"))) {
            String said = output(List.of(
                    PYTHON,
                    "-B",
                    root.resolve("integration-tests/src/test/python/chat_scenario.py")
                            .toString(),
                    "127.0.0.1",
                    String.valueOf(server.address("frames").getPort()),
                    String.valueOf(server.address("lines").getPort()),
                    String.valueOf(server.address("chat").getPort()),
                    generated.toString(),
                    "--login-timeout",
                    "2"));
            System.out.println(said);
            server.awaitEverythingBack();
        }
    }

    private static boolean runs(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What a command prints; fails with that when its exit code isn't 0. */
    private static String output(List<String> command) throws Exception {
        Path printed = Files.createTempFile("printed", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        process.destroyForcibly();
        String text = Files.readString(printed);
        Files.delete(printed);
        assertEquals(true, ended, () -> command + " took over two minutes: " + text);
        assertEquals(0, process.exitValue(), () -> command + ": " + text);
        return text;
    }
}
