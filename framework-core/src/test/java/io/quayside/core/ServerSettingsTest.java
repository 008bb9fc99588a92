package io.quayside.core;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.core.discovery.Providers;
import io.quayside.core.fakes.TestPlugin;
import io.quayside.core.fakes.TestTransport;
import io.quayside.core.fakes.TestTransportProvider;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a configuration can get wrong, and how that is said. */
class ServerSettingsTest {
    @TempDir
    private Path directory;

    private Parts parts;

    @BeforeEach
    void findParts() {
        parts = new Parts(directory);
    }

    /** A whole configuration in which nothing is wrong. */
    private static Map<String, Object> root() {
        return new HashMap<>(Map.of("transport", "test", "pool", Map.of("id", "test")));
    }

    private static Map<String, Object> endpoint() {
        return new HashMap<>(Map.of("listen", "127.0.0.1:7000", "plugin", "echo"));
    }

    private static Map<String, Object> with(Map<String, Object> section, String key, Object value) {
        section.put(key, value);
        return section;
    }

    private Server server(Map<String, Object> root, Map<String, Object> endpoint) {
        return server(with(root, "endpoints", Map.of("a", endpoint)));
    }

    private Server server(Map<String, Object> root) {
        Settings settings = Settings.of("", root, path -> null);
        return Server.builder().providers(parts.providers()).settings(settings).build();
    }

    /** Refused by a check and by a start alike, and nothing is left open. */
    private void assertRefused(String code, String message, Map<String, Object> root, Map<String, Object> endpoint) {
        QuaysideException checked = assertThrows(
                QuaysideException.class, () -> server(root, endpoint).check());
        assertEquals(message, checked.getMessage());
        assertEquals(code, checked.code());
        QuaysideException started = assertThrows(
                QuaysideException.class, () -> server(root, endpoint).start());
        assertEquals(message, started.getMessage());
        assertTrue(parts.transports().opened().stream().allMatch(TestTransport::isClosed));
        assertTrue(parts.otherTransports().opened().stream().allMatch(TestTransport::isClosed));
    }

    @Test
    void nothingIsWrongWithTheLeastThatIsNeeded() {
        assertDoesNotThrow(() -> server(root(), endpoint()).check());
    }

    @Test
    void everythingThatCanBeSet() {
        Map<String, Object> endpoint = endpoint();
        endpoint.put("transport", "other");
        endpoint.put("codec", Map.of("id", "texts", "max-frame", "2k"));
        endpoint.put("session", Map.of("id", "standard", "limit", 5));
        endpoint.put("settings", Map.of("prefix", "> "));
        Map<String, Object> root = root();
        root.put("stop-deadline", "3s");
        root.put("transports", Map.of("test", Map.of("workers", 1), "other", Map.of("workers", 3)));
        Server server = server(root, endpoint);
        assertEquals(3, server.stopDeadline().toSeconds());
        assertDoesNotThrow(server::check);
        assertEquals(3, parts.otherTransports().transport().workers());
        assertEquals(List.of(), parts.transports().opened(), "nobody needs it");
    }

    // ---- QS-101 .. QS-104: providers

    @Test
    void unknownIdsListTheKnownOnes() {
        String known = "; known are: ";
        assertRefused("QS-102", "there is no plugin chat" + known + "echo", root(), with(endpoint(), "plugin", "chat"));
        assertRefused(
                "QS-102",
                "there is no codec lines" + known + "texts",
                root(),
                with(endpoint(), "codec", Map.of("id", "lines")));
        assertRefused(
                "QS-102",
                "there is no session layer mine" + known + "spy, standard",
                root(),
                with(endpoint(), "session", Map.of("id", "mine")));
        assertRefused(
                "QS-102",
                "there is no transport nio" + known + "other, test",
                with(root(), "transport", "nio"),
                endpoint());
        assertRefused(
                "QS-102",
                "there is no transport nio" + known + "other, test",
                root(),
                with(endpoint(), "transport", "nio"));
        assertRefused(
                "QS-102",
                "there is no pool deep" + known + "slab, test",
                with(root(), "pool", Map.of("id", "deep")),
                endpoint());
    }

    @Test
    void aTransportThatCannotRunHereSaysWhy() {
        parts.transports().cannotRunBecause("this kernel is too old");
        assertRefused(
                "QS-103",
                "the transport test cannot run here: this kernel is too old; choose another, or auto",
                root(),
                endpoint());
    }

    @Test
    void theBestTransportThatCanRunIsTakenAndTheOthersSayWhyNot() {
        Server server = server(with(root(), "transport", "auto"), endpoint());
        server.start();
        assertEquals("test", server.endpoints().get(0).transport());
        assertEquals("", server.endpoints().get(0).transportNote());
        server.close();
        parts.transports().cannotRunBecause("this kernel is too old");
        Server second = server(with(root(), "transport", "auto"), endpoint());
        second.start();
        assertEquals("other", second.endpoints().get(0).transport());
        assertEquals(
                "not test: this kernel is too old", second.endpoints().get(0).transportNote());
        second.close();
    }

    @Test
    void aTransportThatCannotBeOpenedAsConfiguredIsPassedOver() {
        parts.transports().prepare(transport -> {
            transport.close();
            throw new QuaysideException("QS-103", "the transport test cannot run here: there is no memory for it");
        });
        Server server = server(with(root(), "transport", "auto"), endpoint());
        server.start();
        assertEquals("other", server.endpoints().get(0).transport());
        assertEquals(
                "not test: there is no memory for it", server.endpoints().get(0).transportNote());
        server.close();
        assertRefused("QS-103", "the transport test cannot run here: there is no memory for it", root(), endpoint());
    }

    @Test
    void aTransportThatRefusesItsSettingsIsNotPassedOver() {
        parts.transports().prepare(transport -> {
            transport.close();
            throw new QuaysideException("QS-203", "transports.test.workers is 7");
        });
        assertRefused("QS-203", "transports.test.workers is 7", with(root(), "transport", "auto"), endpoint());
    }

    @Test
    void noTransportAtAllIsSaidWithTheReasons() {
        parts.transports().cannotRunBecause("this kernel is too old");
        parts.otherTransports().cannotRunBecause("it is Monday");
        assertRefused(
                "QS-103",
                "no transport can run here: not test: this kernel is too old; not other: it is Monday",
                with(root(), "transport", "auto"),
                endpoint());
    }

    @Test
    void noTransportFoundIsSaidWithTheWayOut() {
        ServerBuilder builder = Server.builder()
                .providers(Providers.onClassPath())
                .endpoint(Parts.endpoint("a", 7000, new TestPlugin("a")));
        QuaysideException refused =
                assertThrows(QuaysideException.class, () -> builder.build().check());
        assertEquals("QS-103", refused.code());
        assertEquals(
                "no transport was found; put one on the class path, such as quayside-transport-nio2",
                refused.getMessage());
    }

    // ---- QS-201: unknown keys

    private static String unknown(String key, String known) {
        return "unknown key " + key + "; did you mean " + known;
    }

    private void assertUnknown(String message, Map<String, Object> root, Map<String, Object> endpoint) {
        QuaysideException refused = assertThrows(
                QuaysideException.class, () -> server(root, endpoint).check());
        assertEquals("QS-201", refused.code());
        assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
        assertTrue(parts.transports().opened().stream().allMatch(TestTransport::isClosed));
    }

    @Test
    void unknownKeysAreNamedOnEveryLevel() {
        assertUnknown(unknown("stop-deadlin", "stop-deadline?"), with(root(), "stop-deadlin", "1s"), endpoint());
        assertUnknown(
                unknown("transports.tset", "test?"), with(root(), "transports", Map.of("tset", Map.of())), endpoint());
        assertUnknown(
                unknown("transports.test.worker", "workers?"),
                with(root(), "transports", Map.of("test", Map.of("worker", 1))),
                endpoint());
        assertUnknown(unknown("endpoints.a.lisen", "listen?"), root(), with(endpoint(), "lisen", "127.0.0.1:7001"));
        assertUnknown(
                unknown("endpoints.a.codec.max-frme", "max-frame?"),
                root(),
                with(endpoint(), "codec", Map.of("max-frme", "2k")));
        assertUnknown(
                unknown("endpoints.a.session.limt", "limit?"), root(), with(endpoint(), "session", Map.of("limt", 1)));
        assertUnknown(
                unknown("endpoints.a.settings.prefx", "prefix?"),
                root(),
                with(endpoint(), "settings", Map.of("prefx", "x")));
        assertUnknown(
                unknown("pool.memry", "memory?"),
                with(root(), "pool", Map.of("id", "slab", "memry", "2m")),
                endpoint());
    }

    @Test
    void theSettingsOfATransportThatNobodyUsesMayStay() {
        Map<String, Object> root = with(root(), "transports", Map.of("other", Map.of("anything", "goes")));
        assertDoesNotThrow(() -> server(root, endpoint()).check());
    }

    // ---- QS-202 .. QS-208: values

    @Test
    void anAddressThatIsNoneIsNamed() {
        assertRefused(
                "QS-202",
                "endpoints.a.listen is 7000; it has to be HOST:PORT, [IPv6]:PORT or *:PORT, with a port from 0 to 65535",
                root(),
                with(endpoint(), "listen", 7000));
    }

    @Test
    void aPoolTooSmallForTheCodecsFramesSaysSo() {
        assertRefused(
                "QS-203",
                "pool.memory is 1048576 bytes; with frames of up to 1048578 bytes it has to be at least 22457002:"
                        + " raise it, or lower max-frame",
                with(root(), "pool", Map.of("memory", "1m")),
                with(endpoint(), "codec", Map.of("max-frame", "1m")));
    }

    @Test
    void whatHasToBeSetIsNamed() {
        for (String key : List.of("listen", "plugin")) {
            Map<String, Object> endpoint = endpoint();
            endpoint.remove(key);
            assertRefused("QS-204", "endpoints.a." + key + " has to be set, and is not", root(), endpoint);
        }
    }

    @Test
    void aServerWithoutEndpointsIsRefused() {
        QuaysideException refused =
                assertThrows(QuaysideException.class, () -> server(root()).start());
        assertEquals("QS-207", refused.code());
        assertEquals("there is no endpoint; configure at least one under endpoints", refused.getMessage());
    }

    @Test
    void sectionsThatAreNoneAreNamed() {
        assertRefused(
                "QS-202",
                "endpoints.a.codec is texts; it has to be a section in braces",
                root(),
                with(endpoint(), "codec", "texts"));
    }

    @Test
    void aTransportIsOpenedOnceForAllEndpoints() {
        Map<String, Object> endpoints = Map.of("a", endpoint(), "b", with(endpoint(), "listen", "127.0.0.1:7001"));
        Server server = server(with(root(), "endpoints", endpoints));
        server.start();
        assertEquals(2, server.endpoints().size());
        TestTransportProvider transports = parts.transports();
        assertEquals(1, transports.opened().size());
        server.close();
    }
}
