package io.quayside.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two plugins, made with nothing but the unpacked archive, and dropped into it: the poll of docs/write-a-plugin.md as a jar,
 * and a spy, in a directory of its own, that tells which classes it can see.
 */
class DroppedPluginTest {
    private static final String SPY = """
            package com.example.spy;

            import io.quayside.api.plugin.Plugin;
            import io.quayside.api.plugin.PluginProvider;
            import io.quayside.api.session.Session;
            import jakarta.inject.Inject;

            public final class SpyProvider implements PluginProvider<String> {
                @Override
                public String id() {
                    return "spy";
                }

                @Override
                public String description() {
                    return "tells which classes it can see";
                }

                @Override
                public Class<String> messageType() {
                    return String.class;
                }

                @Override
                public Class<? extends Plugin<String>> pluginType() {
                    return Spy.class;
                }

                @Override
                public String defaultCodec() {
                    return "lines";
                }

                static final class Spy implements Plugin<String> {
                    @Inject
                    Spy() {}

                    @Override
                    public void message(Session<String> session, String name) {
                        session.send(name + (sees(name) ? " is seen" : " is hidden"));
                    }

                    private static boolean sees(String name) {
                        try {
                            Class.forName(name);
                            return true;
                        } catch (ClassNotFoundException e) {
                            return false;
                        }
                    }
                }
            }
            """;

    private static final List<String> SHARED = List.of(
            "java.util.List",
            "io.quayside.api.session.Session",
            "jakarta.inject.Inject",
            "org.jspecify.annotations.Nullable",
            "org.slf4j.Logger",
            "com.google.protobuf.Message",
            "com.example.spy.SpyProvider");

    private static final List<String> HIDDEN = List.of(
            "io.quayside.core.Server",
            "io.quayside.core.wiring.PluginFactory",
            "io.quayside.transport.nio2.Nio2TransportProvider",
            "io.quayside.codec.protobuf.ProtobufCodecProvider",
            "io.quayside.distribution.cli.Main",
            "com.google.inject.Guice",
            "com.typesafe.config.Config",
            "io.quayside.plugin.echo.EchoPluginProvider",
            "io.quayside.plugin.chat.ChatPluginProvider",
            "io.quayside.chat.v1.Frame",
            "com.example.poll.PollProvider");

    @TempDir
    static Path directory;

    private static Installation installed;
    private static PluginPage page;
    private static Path configuration;

    @BeforeAll
    static void drop() throws IOException {
        installed = Installation.unpackedIn(Files.createDirectory(directory.resolve("unpacked")));
        Path plugins = installed.home().resolve("plugins");

        page = new PluginPage();
        Path poll = Files.createDirectory(directory.resolve("poll"));
        Javac.jar(page.compile(poll, jarsOfAnAuthor()), plugins.resolve("poll-1.0.jar"));
        configuration = Files.writeString(poll.resolve("poll.conf"), page.file("poll.conf"));

        Path spy = Files.createDirectory(directory.resolve("spy"));
        Path source = Files.writeString(spy.resolve("SpyProvider.java"), SPY);
        Javac.compile(List.of(source), jarsOfAnAuthor(), spy.resolve("classes"));
        Path services = Files.createDirectories(spy.resolve("classes/META-INF/services"));
        Files.writeString(services.resolve("io.quayside.api.plugin.PluginProvider"), "com.example.spy.SpyProvider\n");
        Javac.jar(spy.resolve("classes"), plugins.resolve("spy").resolve("spy.jar"));
    }

    /** The API and what it depends on, out of the archive. */
    private static List<Path> jarsOfAnAuthor() throws IOException {
        List<Path> jars = installed.jars("lib").stream()
                .filter(jar -> jar.getFileName()
                        .toString()
                        .matches("(quayside-framework-api|jakarta\\.inject-api|jspecify)-\\d.*"))
                .toList();
        assertEquals(3, jars.size(), jars::toString);
        return jars;
    }

    private static Command serve() throws IOException {
        return installed.command(
                "serve",
                "-c",
                configuration.toString(),
                "--set",
                "endpoints.poll.listen=127.0.0.1:0",
                "--set",
                "endpoints.spy={ listen = \"127.0.0.1:0\", plugin = spy }");
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Test
    void theServerRunsItAndItSpeaksAsThePageShows() throws Exception {
        try (Command server = serve()) {
            Map<String, Integer> ports = Installation.ports(server, 2);
            server.await("ready in \\d+ ms");
            try (Terminals terminals = new Terminals(address(ports.get("poll")))) {
                page.perform(terminals);
            }
            server.terminate();
            server.await("stopped in .* none cut off");
            assertEquals(0, server.exitCode());
        }
    }

    @Test
    void itSeesTheSharedClassesAndNoOthersOfTheServerOrOfPlugins() throws Exception {
        for (String hidden : HIDDEN) {
            assertNotNull(inTheArchive(hidden));
        }
        try (Command server = serve();
                Socket socket = new Socket()) {
            Map<String, Integer> ports = Installation.ports(server, 2);
            socket.connect(address(ports.get("spy")));
            socket.setSoTimeout(30_000);
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String name : Stream.concat(SHARED.stream(), HIDDEN.stream()).toList()) {
                socket.getOutputStream().write((name + "\n").getBytes(StandardCharsets.UTF_8));
                assertEquals(name + (SHARED.contains(name) ? " is seen" : " is hidden"), answers.readLine());
            }
        }
    }

    /** A class of any jar of the archive: that one is hidden says something only if it is there. */
    private static Class<?> inTheArchive(String name) throws Exception {
        List<URL> jars = new ArrayList<>();
        for (String folder : List.of("lib", "plugins")) {
            for (Path jar : installed.jars(folder)) {
                jars.add(jar.toUri().toURL());
            }
        }
        try (URLClassLoader all = new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            return Class.forName(name, false, all);
        }
    }

    @Test
    void listNamesThemWithTheirJars() throws Exception {
        try (Command list = installed.command("list")) {
            List<String> lines = list.output();
            assertEquals(0, list.exitCode());
            assertListed(
                    lines,
                    "poll +" + Path.of("plugins", "poll-1.0.jar")
                            + " +asks a question and counts the answers +codec lines unless configured");
            assertListed(
                    lines,
                    "spy +" + Path.of("plugins", "spy", "spy.jar")
                            + " +tells which classes it can see +codec lines unless configured");
        }
    }

    private static void assertListed(List<String> lines, String row) {
        assertTrue(lines.stream().anyMatch(line -> line.strip().matches(row)), () -> row + " is not in " + lines);
    }

    @Test
    void checkSaysThatItsConfigurationIsRight() throws Exception {
        try (Command check = installed.command("check", "-c", configuration.toString())) {
            assertEquals(List.of(configuration + " is right: endpoints poll"), check.output());
            assertEquals(0, check.exitCode());
        }
    }

    @Test
    void whatItFindsWrongIsOneLineAndExitCode2() throws Exception {
        try (Command check = installed.command(
                "check", "-c", configuration.toString(), "--set", "endpoints.poll.settings.choices=[tea]")) {
            assertEquals(
                    List.of(
                            "quayside: QS-203: endpoints.poll.settings.choices (--set) has to name two choices or more"),
                    check.output());
            assertEquals(2, check.exitCode());
        }
    }
}
