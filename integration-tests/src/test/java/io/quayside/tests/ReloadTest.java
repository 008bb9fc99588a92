package io.quayside.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.QuaysideException;
import io.quayside.core.EndpointSpec;
import io.quayside.core.ReloadReport;
import io.quayside.core.Server;
import io.quayside.core.StopReport;
import io.quayside.core.discovery.Providers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plugins that are replaced while the server runs: nobody loses the port, and nothing of the old ones is left. */
@Timeout(300)
class ReloadTest extends OverEachTransport {
    private static final int RELOADS = 50;
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    private VersionedPlugin plugin;
    private URLClassLoader current;
    private Server server;

    @AfterEach
    void stop() throws IOException {
        server.close();
        current.close();
    }

    private void serve(boolean blocking, Map<String, ?> session) throws IOException {
        plugin = new VersionedPlugin(directory.resolve("project"), blocking);
        current = loader("0");
        server = server().providers(Providers.withPlugins(List.of(current)))
                .pool(Map.of("memory", "64m"))
                .endpoint(EndpointSpec.named("versioned")
                        .listen("127.0.0.1:0")
                        .plugin("versioned")
                        .settings(Map.of("diary", directory.resolve("diary").toString(), "mood", "good"))
                        .session(session))
                .build();
        server.start();
    }

    private URLClassLoader loader(String version) throws IOException {
        Path jar = plugin.jar(version, directory.resolve("versioned-" + version + ".jar"));
        URLClassLoader made =
                new URLClassLoader(version, new URL[] {jar.toUri().toURL()}, ReloadTest.class.getClassLoader());
        loaders.add(new WeakReference<>(made));
        return made;
    }

    private ReloadReport reload(String version) throws IOException {
        URLClassLoader next = loader(version);
        ReloadReport report;
        try {
            report = server.reload(current, Providers.withPlugins(List.of(next)), DEADLINE);
        } catch (RuntimeException e) {
            next.close();
            throw e;
        }
        current.close();
        current = next;
        return report;
    }

    private List<String> diary() throws IOException {
        return Files.readAllLines(directory.resolve("diary"));
    }

    /** A client with a connection. */
    private final class Talk implements AutoCloseable {
        final Socket socket;
        final BufferedReader answers;

        Talk() throws IOException {
            InetSocketAddress address =
                    (InetSocketAddress) server.endpoints().get(0).address();
            socket = new Socket(address.getAddress(), address.getPort());
            socket.setSoTimeout(30_000);
            answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        void say(String line) throws IOException {
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }

        String ask(String line) throws IOException {
            say(line);
            return String.valueOf(answers.readLine());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fiftyTimesAndNothingOfTheOldOnesIsLeft(boolean blocking) throws Exception {
        serve(blocking, Map.of());
        List<String> expected = new ArrayList<>(List.of("start 0 sees 1"));
        for (int version = 0; version < RELOADS; version++) {
            talkAndReload(version);
            expected.add("start " + (version + 1) + " sees 1");
            expected.add("stop " + version);
        }
        try (Talk talk = new Talk()) {
            assertEquals(RELOADS + " hello", talk.ask("hello"));
        }
        assertEquals(expected, diary());
        assertEquals(RELOADS + 1L, server.metrics().get("endpoints.versioned.made"));
        assertTrue(
                server.metrics().containsKey("endpoints.versioned.ticks"),
                () -> server.metrics().toString());
        RunningServer.await("contexts", () -> server.contexts().inUse() == 0);
        RunningServer.await("sessions", () -> server.endpoints().get(0).sessions() == 0);
        assertCollected(loaders.subList(0, RELOADS));
    }

    /** In a frame of its own, so that nothing of it is still on the stack. */
    private void talkAndReload(int version) throws Exception {
        List<Talk> talks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Talk talk = new Talk();
            talks.add(talk);
            assertEquals(version + " hello", talk.ask("hello"));
        }
        try (Talk failing = new Talk()) {
            failing.say("fail");
            assertNull(failing.answers.readLine());
        }
        CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> talks.forEach(ReloadTest::readToTheEnd));
        ReloadReport report = reload(String.valueOf(version + 1));
        ended.get(30, TimeUnit.SECONDS);
        assertEquals(List.of("versioned"), report.endpoints());
        assertEquals(0, report.cut() + report.stuck(), report::toString);
        assertEquals(List.of(), report.problems());
    }

    private static void readToTheEnd(Talk talk) {
        try (talk) {
            assertNull(talk.answers.readLine());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertCollected(List<WeakReference<ClassLoader>> gone) {
        RunningServer.await("old class loaders to be collected, of " + gone, () -> {
            System.gc();
            return gone.stream().allMatch(each -> each.refersTo(null));
        });
    }

    @Test
    void whoConnectsMeanwhileIsNeverRefused() throws Exception {
        serve(false, Map.of());
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        Thread connecting = new Thread(() -> {
            String last = "";
            while (!last.startsWith("10 ")) {
                try (Talk talk = new Talk()) {
                    last = talk.ask("hello"); // or null, when it came just before
                } catch (IOException e) {
                    if (!String.valueOf(e.getMessage()).contains("reset")) {
                        failures.add(e);
                        return;
                    }
                }
            }
        });
        connecting.start();
        for (int version = 1; version <= 10; version++) {
            reload(String.valueOf(version));
        }
        connecting.join(TimeUnit.SECONDS.toMillis(60));
        assertEquals(List.of(), List.copyOf(failures));
        assertTrue(!connecting.isAlive(), "it never got to the last version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unmakable", "unstartable"})
    void whatCannotBeMadeOrStartedLeavesTheOldOneServing(String version) throws Exception {
        serve(false, Map.of());
        try (Talk before = new Talk()) {
            assertEquals("0 hello", before.ask("hello"));
            failToReload(version);
            assertEquals("0 still", before.ask("still"));
            try (Talk after = new Talk()) {
                assertEquals("0 too", after.ask("too"));
            }
        }
        assertEquals(
                version.equals("unmakable")
                        ? List.of("start 0 sees 1")
                        : List.of("start 0 sees 1", "start unstartable sees 1"),
                diary());
        assertCollected(loaders.subList(1, 2));
        reload("1");
        try (Talk talk = new Talk()) {
            assertEquals("1 hello", talk.ask("hello"));
        }
    }

    private void failToReload(String version) {
        QuaysideException failure = assertThrows(QuaysideException.class, () -> reload(version));
        assertEquals("QS-302", failure.code());
        assertTrue(String.valueOf(failure.getMessage()).contains("on purpose"), failure::toString);
    }

    @Test
    void anOldOneThatFailsToStopIsReportedAndIsGoneAllTheSame() throws Exception {
        serve(false, Map.of());
        reload("unstoppable");
        ReloadReport report = reload("2");
        assertEquals(1, report.problems().size());
        assertTrue(report.problems().get(0).contains("not stopped on purpose"), report::toString);
        try (Talk talk = new Talk()) {
            assertEquals("2 hello", talk.ask("hello"));
        }
    }

    @Test
    void aStopDuringAReloadEndsBoth() throws Exception {
        serve(false, Map.of());
        Path until = directory.resolve("until");
        try (Talk talk = new Talk()) {
            talk.say("block " + until);
            RunningServer.await("it to block", () -> diaryHas("blocked 0"));
            CompletableFuture<ReloadReport> reload = CompletableFuture.supplyAsync(() -> {
                try {
                    return reload("1");
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            RunningServer.await("the new one to start", () -> diaryHas("start 1 sees 1"));
            RunningServer.await("the new one to serve", this::servesNewOne);
            CompletableFuture<StopReport> stop = CompletableFuture.supplyAsync(() -> server.stop(DEADLINE));
            reload.get(60, TimeUnit.SECONDS);
            Files.createFile(until);
            talk.socket.close();
            StopReport report = stop.get(60, TimeUnit.SECONDS);
            assertEquals(0, report.contextsMissing(), report::toString);
        }
        List<String> ends = diary().stream()
                .filter(line -> line.startsWith("stop"))
                .sorted()
                .toList();
        assertEquals(List.of("stop 0", "stop 1"), ends);
    }

    private boolean servesNewOne() {
        try (Talk talk = new Talk()) {
            return talk.ask("hello").startsWith("1 ");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean diaryHas(String line) {
        try {
            return diary().contains(line);
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aServerThatDoesNotRunReloadsNothing() throws Exception {
        serve(false, Map.of());
        server.close();
        assertThrows(IllegalStateException.class, () -> reload("1"));
        assertEquals(List.of("start 0 sees 1", "stop 0"), diary());
    }
}
