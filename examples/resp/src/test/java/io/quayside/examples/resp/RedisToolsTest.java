package io.quayside.examples.resp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Redis' own tools talk to the example; skipped where they aren't installed. */
class RedisToolsTest extends OverEachTransport {
    private static final int REQUESTS = 4_000;

    @Test
    void theCommandLineClientIsServed() throws Exception {
        assertEquals("PONG", cli("PING"));
        assertEquals("OK", cli("SET", "greeting", "hello, world"));
        assertEquals("hello, world", cli("GET", "greeting"));
        assertEquals("(integer) 42", cli("--no-raw", "INCRBY", "n", "42"));
        assertEquals("1) \"hello, world\"\n2) (nil)", cli("--no-raw", "MGET", "greeting", "nothing"));
        assertEquals("(error) ERR unknown command 'LPUSH'", cli("--no-raw", "LPUSH", "list", "1"));
        assertTrue(cli("INFO").contains("server_name:quayside-example"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16})
    void theBenchmarkIsServed(int pipeline) throws Exception {
        String figures =
                run("redis-benchmark", "-n", REQUESTS, "-c", 20, "-P", pipeline, "-t", "ping,set,get,incr", "-q");

        for (String test : List.of("PING_INLINE", "PING_MBULK", "SET", "GET", "INCR")) {
            assertTrue(
                    Pattern.compile("(^|[\r\n])" + test + ": [\\d.]+ requests per second")
                            .matcher(figures)
                            .find(),
                    figures);
        }
        assertFalse(figures.contains("WARNING"), figures);
        assertEquals(0, server.metrics().get("endpoints.resp.commands.failed"), figures);
        assertEquals(Integer.toString(REQUESTS), cli("GET", "counter:__rand_int__"), "what INCR has counted to");
    }

    private String cli(Object... arguments) throws Exception {
        return run("redis-cli", arguments);
    }

    /** What the tool prints, when it has ended well. */
    private String run(String tool, Object... arguments) throws Exception {
        assumeTrue(isInstalled(tool), () -> tool + " is not installed");
        List<String> command = new ArrayList<>(List.of(tool, "-h", "127.0.0.1", "-p", Integer.toString(port())));
        for (Object each : arguments) {
            command.add(each.toString());
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertEquals(0, process.waitFor(), printed);
        return printed;
    }

    private static boolean isInstalled(String tool) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
    }
}
