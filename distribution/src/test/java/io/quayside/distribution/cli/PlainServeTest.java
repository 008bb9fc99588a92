package io.quayside.distribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quayside.distribution.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PlainServeTest {
    @TempDir
    Path home;

    private Installation installation;

    @BeforeEach
    void install() throws IOException {
        installation = new Installation(home);
        Files.createDirectories(home.resolve("plugins"));
        Files.createDirectories(home.resolve("more"));
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf").resolve("quayside.conf"), "quayside.endpoints { a {}, b { x = 1 } }");
        Files.writeString(home.resolve("other.conf"), "quayside.endpoints { c {} }");
    }

    static Stream<List<String>> plain() {
        return Stream.of(
                List.of(),
                List.of("-c", "HOME/other.conf"),
                List.of("--config", "HOME/other.conf"),
                List.of("--set", "endpoints.a=null"),
                List.of("--set", "endpoints.a=null", "--set", "endpoints.d.listen=\"127.0.0.1:0\""),
                List.of("--plugins", "HOME/more"),
                List.of("--set", "endpoints.e.x=a b = c", "--plugins", "HOME/more", "-c", "HOME/other.conf"));
    }

    @ParameterizedTest
    @MethodSource("plain")
    void itReadsWhatPicocliWouldRead(List<String> options) {
        String[] words = Stream.concat(Stream.of("serve"), options.stream())
                .map(word -> word.replace("HOME", home.toString()))
                .toArray(String[]::new);
        PlainServe read = PlainServe.read(words);
        assertNotNull(read);

        ConfigurationOptions configuration = new ConfigurationOptions();
        PluginOptions plugins = new PluginOptions();
        CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create()
                .addMixin("configuration", CommandLine.Model.CommandSpec.forAnnotatedObject(configuration))
                .addMixin("plugins", CommandLine.Model.CommandSpec.forAnnotatedObject(plugins));
        new CommandLine(spec).parseArgs(Stream.of(words).skip(1).toArray(String[]::new));

        Configuration expected = configuration.read(installation);
        Configuration actual = read.configuration().read(installation);
        assertEquals(expected.file(), actual.file());
        assertEquals(expected.endpoints(), actual.endpoints());
        for (String endpoint : expected.endpoints()) {
            assertEquals(keys(expected, endpoint), keys(actual, endpoint));
        }
        try (Components one = plugins.load(installation);
                Components other = read.plugins().load(installation)) {
            assertEquals(one.plugins().directory(), other.plugins().directory());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check",
                "serve --help",
                "serve -c",
                "serve -c a.conf -c b.conf",
                "serve --plugins a --plugins b",
                "serve --set=a=b",
                "serve -c --set a=b",
                "serve -c --help",
                "serve a b",
                "serve --unknown b",
                "serve @arguments",
                "serve --set @arguments",
                "--help"
            })
    void anythingElseIsForPicocli(String line) {
        assertNull(PlainServe.read(line.split(" ")));
    }

    @Test
    void nothingAtAllIsForPicocliToo() {
        assertNull(PlainServe.read());
        assertNull(PlainServe.read("serve", "-c", ""));
    }

    private static List<String> keys(Configuration configuration, String endpoint) {
        return configuration.settings().section("endpoints").section(endpoint).keys();
    }
}
