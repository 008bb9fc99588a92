package io.quayside.distribution.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.plugin.PluginProvider;
import io.quayside.core.discovery.Providers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginDirectoryTest {
    private static final String PROVIDERS = "META-INF/services/" + PluginProvider.class.getName();

    /** The plugin "one" as a jar, compiled once for all tests. */
    private static Path compiled;

    @TempDir
    Path work;

    @BeforeAll
    static void compile(@TempDir Path shared) throws IOException {
        compiled = plugin(shared, "one").write(shared.resolve("one.jar"));
    }

    @Test
    void aJarIsAPluginAndSoIsADirectoryOfJars() throws Exception {
        drop("one.jar");
        plugin(work, "two").write(jar("two/plugin.jar"));
        new JarMaker(work)
                .source("two.lib.Library", "package two.lib; public class Library {}")
                .write(jar("two/library.jar"));
        Files.writeString(jar("README.txt"), "no plugin");
        Files.createDirectories(jar("empty"));
        Files.writeString(jar(".hidden.jar"), "no jar");
        try (LoadedPlugins plugins = open()) {
            assertEquals(List.of(), plugins.remarks());
            assertEquals(
                    List.of("one", "two"),
                    plugins.loaders().stream()
                            .flatMap(loader -> Providers.in(List.of(loader)).plugins().stream())
                            .map(PluginProvider::id)
                            .toList());
            assertNotNull(plugins.loaders().get(1).loadClass("two.lib.Library"));
            assertThrows(
                    ClassNotFoundException.class, () -> plugins.loaders().get(0).loadClass("two.lib.Library"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.google.inject.Guice",
                "com.google.common.collect.ImmutableList",
                "io.quayside.core.Server",
                "io.quayside.codec.protobuf.ProtobufCodecProvider",
                "io.quayside.distribution.plugins.PluginDirectory",
                "io.quayside.chat.v1.Frame",
                "picocli.CommandLine",
                "com.typesafe.config.Config",
                "ch.qos.logback.classic.Logger",
                "org.junit.jupiter.api.Test"
            })
    void nothingElseOfTheApplicationIsSeen(String hidden) throws Exception {
        assertNotNull(Class.forName(hidden, false, getClass().getClassLoader()), "the test sees it");
        drop("one.jar");
        try (LoadedPlugins plugins = open()) {
            ClassLoader loader = plugins.loaders().get(0);
            assertThrows(ClassNotFoundException.class, () -> loader.loadClass(hidden));
            assertNull(loader.getResource(hidden.replace('.', '/') + ".class"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.quayside.api.Settings",
                "io.quayside.api.session.Session",
                "jakarta.inject.Inject",
                "org.jspecify.annotations.Nullable",
                "org.slf4j.Logger",
                "com.google.protobuf.Message",
                "java.util.List",
                "java.sql.Connection"
            })
    void whatIsSharedIsTheSameClass(String shared) throws Exception {
        drop("one.jar");
        try (LoadedPlugins plugins = open()) {
            assertSame(Class.forName(shared), plugins.loaders().get(0).loadClass(shared));
        }
    }

    @Test
    void aPluginThatBringsWhatIsSharedGetsTheSharedOneAllTheSame() throws Exception {
        plugin(work, "one")
                .source("com.google.protobuf.Message", "package com.google.protobuf; public interface Message {}")
                .source("com.google.protobuf.util.Extra", "package com.google.protobuf.util; public class Extra {}")
                .resource("io/quayside/api/Settings.class", "forged")
                .write(jar("one.jar"));
        try (LoadedPlugins plugins = open()) {
            ClassLoader loader = plugins.loaders().get(0);
            assertSame(Message.class, loader.loadClass("com.google.protobuf.Message"));
            assertSame(Settings.class, loader.loadClass("io.quayside.api.Settings"));
            assertSame(
                    loader, loader.loadClass("com.google.protobuf.util.Extra").getClassLoader());
        }
    }

    @Test
    void aPluginBringsItsOwnVersionOfWhatIsNotShared() throws Exception {
        plugin(work, "one")
                .source(
                        "com.google.common.collect.ImmutableList",
                        "package com.google.common.collect; public class ImmutableList {}")
                .write(jar("one.jar"));
        try (LoadedPlugins plugins = open()) {
            Class<?> own = plugins.loaders().get(0).loadClass("com.google.common.collect.ImmutableList");
            assertNotSame(Class.forName("com.google.common.collect.ImmutableList"), own);
            assertSame(plugins.loaders().get(0), own.getClassLoader());
        }
    }

    @Test
    void resourcesOfTheApplicationAreHidden() throws Exception {
        drop("one.jar");
        try (LoadedPlugins plugins = open()) {
            ClassLoader loader = plugins.loaders().get(0);
            List<URL> providers = Collections.list(loader.getResources(PROVIDERS));
            assertEquals(1, providers.size(), providers::toString);
            assertTrue(providers.get(0).toString().contains("one.jar"), providers::toString);
            assertNull(loader.getResource("META-INF/MANIFEST.MF"));
            assertNotNull(loader.getResource("com/google/protobuf/Message.class"));
        }
    }

    @Test
    void aJarWithoutAProviderIsPassedOverWithARemark() throws Exception {
        new JarMaker(work)
                .source("some.Library", "package some; public class Library {}")
                .write(jar("library.jar"));
        try (LoadedPlugins plugins = open()) {
            assertEquals(List.of(), plugins.loaders());
            assertEquals(
                    List.of(Path.of("plugins", "library.jar") + " has no provider in it and is passed over;"
                            + " a library belongs into the directory of the plugin that uses it"),
                    plugins.remarks());
        }
    }

    @Test
    void aBrokenJarStopsTheStartWithItsName() throws Exception {
        drop("one.jar");
        Path broken = Files.writeString(jar("two.jar"), "this is no jar");
        QuaysideException e = assertThrows(QuaysideException.class, this::open);
        assertEquals("QS-403", e.code());
        assertTrue(e.getMessage().startsWith("cannot read " + broken + " ("), e.getMessage());
        assertTrue(e.getMessage().endsWith("): replace it, or take it away"), e.getMessage());
    }

    @Test
    void aDirectoryThatIsNotThereStopsTheStart() {
        QuaysideException e = assertThrows(QuaysideException.class, this::open);
        assertEquals("QS-403", e.code());
        assertEquals(
                "cannot read the plugins directory " + work.resolve("plugins") + ": it is not there", e.getMessage());
    }

    @Test
    void aFileInPlaceOfTheDirectoryStopsTheStart() throws IOException {
        Files.writeString(work.resolve("plugins"), "");
        QuaysideException e = assertThrows(QuaysideException.class, this::open);
        assertEquals(
                "cannot read the plugins directory " + work.resolve("plugins") + ": it is not a directory",
                e.getMessage());
    }

    @Test
    void afterTheCloseNothingCanBeLoaded() throws Exception {
        drop("one.jar");
        LoadedPlugins plugins = open();
        ClassLoader loader = plugins.loaders().get(0);
        try (InputStream readable = loader.getResourceAsStream(PROVIDERS)) {
            assertNotNull(readable);
        }
        plugins.close();
        assertEquals(List.of(), plugins.loaders());
        assertThrows(ClassNotFoundException.class, () -> loader.loadClass("one.OneProvider"));
        assertNull(loader.getResourceAsStream(PROVIDERS));
    }

    private LoadedPlugins open() {
        return new PluginDirectory(work.resolve("plugins"))
                .open(getClass().getClassLoader(), List.of("com.google.protobuf"));
    }

    private void drop(String name) throws IOException {
        Files.createDirectories(jar(name).getParent());
        Files.copy(compiled, jar(name));
    }

    private Path jar(String name) {
        return work.resolve("plugins").resolve(name);
    }

    /** A plugin that does nothing, with this id. */
    private static JarMaker plugin(Path work, String id) {
        String text = """
                package %1$s;

                public final class OneProvider implements io.quayside.api.plugin.PluginProvider<String> {
                    public String id() { return "%1$s"; }
                    public String description() { return "made in a test"; }
                    public Class<String> messageType() { return String.class; }
                    public Class<? extends io.quayside.api.plugin.Plugin<String>> pluginType() { return OnePlugin.class; }
                    public String defaultCodec() { return "lines"; }

                    public static final class OnePlugin implements io.quayside.api.plugin.Plugin<String> {
                        public void message(io.quayside.api.session.Session<String> session, String message) {}
                    }
                }
                """.formatted(id);
        return new JarMaker(work).source(id + ".OneProvider", text).resource(PROVIDERS, id + ".OneProvider\n");
    }
}
