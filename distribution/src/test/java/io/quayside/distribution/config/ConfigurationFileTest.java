package io.quayside.distribution.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {
    @TempDir
    Path directory;

    @Test
    void valuesOfEveryKindArrive() throws IOException {
        Settings settings = read("""
                        quayside {
                          transport = auto
                          pool.memory = 64m
                          stop-deadline = 10s
                          transports.nio2 { workers = 3, tcp-no-delay = off }
                          names = [a, b]
                        }
                        """).settings();
        assertEquals("auto", settings.string("transport"));
        assertEquals(64L << 20, settings.section("pool").bytes("memory", 0, 0, Long.MAX_VALUE));
        assertEquals(Duration.ofSeconds(10), settings.duration("stop-deadline", Duration.ZERO));
        assertEquals(3, settings.section("transports").section("nio2").integer("workers", 0, 0, 9));
        assertFalse(settings.section("transports").section("nio2").flag("tcp-no-delay", true));
        assertEquals(List.of("a", "b"), settings.strings("names", List.of()));
    }

    @Test
    void keysComeInTheOrderWritten() throws IOException {
        Configuration configuration = read("""
                quayside.endpoints {
                  zebra { listen = "*:1" }
                  apple { listen = "*:2" }
                  mango { listen = "*:3" }
                }
                """);
        assertEquals(List.of("zebra", "apple", "mango"), configuration.endpoints());
        assertEquals(
                List.of("zebra", "apple", "mango"),
                configuration.settings().section("endpoints").keys());
    }

    @Test
    void anErrorNamesTheLineTheValueWasWrittenAt() throws IOException {
        Settings settings =
                read("quayside {\n  pool {\n    memory = much\n  }\n}\n").settings();
        QuaysideException e = assertThrows(
                QuaysideException.class, () -> settings.section("pool").bytes("memory", 0, 0, 1));
        assertEquals("QS-202", e.code());
        assertTrue(e.getMessage().startsWith("pool.memory (test.conf: 3) is much"), e.getMessage());
    }

    @Test
    void valuesOfAnIncludedFileNameThatFile() throws IOException {
        Files.writeString(directory.resolve("more.conf"), "\nquayside.transport = 7\n");
        Settings settings =
                read("include \"more.conf\"\nquayside.stop-deadline = 1s\n").settings();
        settings.section("nothing");
        QuaysideException e = assertThrows(QuaysideException.class, settings::rejectUnknown);
        assertTrue(
                e.getMessage().contains("(more.conf: 2)") || e.getMessage().contains("(test.conf: 2)"), e.getMessage());
    }

    @Test
    void substitutionsLookIntoTheFileThePropertiesAndTheEnvironment() throws IOException {
        String path = System.getenv("PATH");
        Settings settings = read("""
                        quayside { port = 7, a = "127.0.0.1:"${quayside.port}, b = ${java.version}, c = ${PATH}, d = ${?NOT_SET} }
                        """).settings();
        assertEquals("127.0.0.1:7", settings.string("a"));
        assertEquals(System.getProperty("java.version"), settings.string("b"));
        assertEquals(path, settings.string("c"));
        assertFalse(settings.has("d"));
    }

    @Test
    void systemPropertiesAddNoKeys() throws IOException {
        System.setProperty("quayside.added.by.a.property", "x");
        try {
            assertEquals(
                    List.of("transport"),
                    read("quayside.transport = auto").settings().keys());
        } finally {
            System.clearProperty("quayside.added.by.a.property");
        }
    }

    @Test
    void overridesWinTheLastOneMost() throws IOException {
        Settings settings = read(
                        "quayside { transport = auto, endpoints.chat { listen = \"127.0.0.1:7010\", plugin = chat } }",
                        "endpoints.chat.listen=0.0.0.0:1",
                        "quayside.transport = nio2",
                        "endpoints.chat.listen = 0.0.0.0:2",
                        "list=[a, b]",
                        "quoted=\"a b\"")
                .settings();
        Settings chat = settings.section("endpoints").section("chat");
        assertEquals("nio2", settings.string("transport"));
        assertEquals("0.0.0.0:2", chat.string("listen"));
        assertEquals("chat", chat.string("plugin"));
        assertEquals(List.of("a", "b"), settings.strings("list", List.of()));
        assertEquals("a b", settings.string("quoted"));
    }

    @Test
    void anOverrideWithNullTakesASectionAway() throws IOException {
        Configuration configuration = read("quayside.endpoints { a.listen = x, b.listen = y }", "endpoints.a=null");
        assertEquals(List.of("b"), configuration.endpoints());
        assertEquals(List.of("b"), configuration.settings().section("endpoints").keys());
    }

    @Test
    void anOverrideIsNamedAsTheOrigin() throws IOException {
        Settings settings =
                read("quayside.transport = auto", "pool.memory=much").settings();
        QuaysideException e = assertThrows(
                QuaysideException.class, () -> settings.section("pool").bytes("memory", 0, 0, 1));
        assertTrue(e.getMessage().startsWith("pool.memory (--set) is much"), e.getMessage());
    }

    @Test
    void theSectionsAroundAnOverrideComeFromThereToo() throws IOException {
        Settings settings = read(
                        "quayside.transport = auto",
                        "transports.nio.workers=2",
                        "transports.nio.backlog=3",
                        "pool={id=slab, memory=1m}")
                .settings();
        assertEquals("transports (--set)", settings.where("transports"));
        assertEquals("transports.nio (--set)", settings.section("transports").where("nio"));
        assertEquals("pool (--set)", settings.where("pool"));
        assertEquals("pool.memory (--set)", settings.section("pool").where("memory"));
    }

    @Test
    void aSectionFromFileAndOverrideIsNamedWithItsLine() throws IOException {
        Settings settings = read(
                        "quayside {\n  extra {\n    deep { b = 2 }\n    a = 1\n  }\n}\n", "extra.c=3", "extra.deep.d=4")
                .settings();
        assertEquals("extra (test.conf: 3)", settings.where("extra"));
        Settings extra = settings.section("extra");
        assertEquals("extra.c (--set)", extra.where("c"));
        assertEquals("extra.deep (test.conf: 3)", extra.where("deep"));
        assertEquals("extra.deep.d (--set)", extra.section("deep").where("d"));
    }

    @Test
    void anOverrideChangesNothingAboutTheOrder() throws IOException {
        Configuration configuration = read(
                "quayside.endpoints {\n  b { listen = x }\n  c { listen = y }\n  a { listen = z, plugin = p }\n}\n",
                "endpoints.a.listen=w");
        assertEquals(List.of("b", "c", "a"), configuration.endpoints());
    }

    @Test
    void anOverrideThatIsNoneIsRefused() {
        assertError(
                "QS-400",
                "cannot use --set transport: it has to be KEY=VALUE, such as transport=nio2",
                "",
                "transport");
        assertError("QS-400", "cannot use --set =x: it has to be KEY=VALUE, such as transport=nio2", "", "=x");
        assertError("QS-400", "cannot use --set a..b: the key is a path such as endpoints.chat.listen", "", "a..b=x");
        assertError("QS-400", "cannot use --set a=[x: the value is not HOCON", "", "a=[x");
    }

    @Test
    void whatIsNotHoconNamesFileAndLine() {
        QuaysideException e = fails("quayside {\n  transport = auto\n  pool { memory = \n");
        assertEquals("QS-401", e.code());
        assertTrue(
                e.getMessage().matches("the configuration cannot be understood: .*test.conf: \\d+: .*"),
                e.getMessage());
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
    }

    @Test
    void anUnquotedAddressIsASyntaxErrorOfItsLine() {
        QuaysideException e = fails("quayside {\n  listen = 127.0.0.1:7007\n}\n");
        assertEquals("QS-401", e.code());
        assertTrue(e.getMessage().contains("test.conf: 2: "), e.getMessage());
    }

    @Test
    void aSubstitutionWithoutAValueNamesFileAndLine() {
        QuaysideException e = fails("quayside {\n  transport = ${NOT_SET_ANYWHERE}\n}\n");
        assertEquals("QS-401", e.code());
        assertTrue(e.getMessage().contains("test.conf: 2: "), e.getMessage());
        assertTrue(e.getMessage().contains("${NOT_SET_ANYWHERE}"), e.getMessage());
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path missing = directory.resolve("missing.conf");
        QuaysideException e =
                assertThrows(QuaysideException.class, () -> new ConfigurationFile(missing).read(List.of()));
        assertEquals("QS-402", e.code());
        assertEquals("the configuration " + missing + " is not there; name another one with -c FILE", e.getMessage());
    }

    @Test
    void aDirectoryIsNoConfiguration() {
        QuaysideException e =
                assertThrows(QuaysideException.class, () -> new ConfigurationFile(directory).read(List.of()));
        assertEquals("QS-402", e.code());
        assertEquals(
                "the configuration " + directory + " is not a file; name another one with -c FILE", e.getMessage());
    }

    @Test
    void otherSectionsAreRefused() {
        assertError(
                "QS-201",
                "unknown section akka (test.conf: 3); everything is written inside quayside { ... }",
                "quayside {}\n\nakka { x = 1 }\n");
        assertError(
                "QS-201",
                "unknown section endpoints (test.conf: 1); everything is written inside quayside { ... }",
                "endpoints { chat { plugin = chat } }\n");
    }

    @Test
    void aFileWithoutTheSectionIsRefused() {
        QuaysideException e = fails("# nothing\n");
        assertEquals("QS-204", e.code());
        assertTrue(e.getMessage()
                .endsWith("test.conf has no section quayside: everything is written inside quayside { ... }"));
    }

    @Test
    void theSectionHasToBeASection() {
        assertError("QS-202", "quayside (test.conf: 1) has to be a section in braces", "quayside = 5");
    }

    private void assertError(String code, String message, String text, String... overrides) {
        QuaysideException e = fails(text, overrides);
        assertEquals(code, e.code());
        assertEquals(message, e.getMessage());
    }

    private QuaysideException fails(String text, String... overrides) {
        return assertThrows(QuaysideException.class, () -> read(text, overrides));
    }

    private Configuration read(String text, String... overrides) throws IOException {
        Path file = Files.writeString(directory.resolve("test.conf"), text);
        return new ConfigurationFile(file).read(List.of(overrides));
    }
}
