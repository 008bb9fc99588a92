package io.quayside.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Settings;
import io.quayside.api.plugin.Plugin;
import io.quayside.core.Server;
import io.quayside.core.discovery.Providers;
import io.quayside.distribution.config.ConfigurationFile;
import io.quayside.distribution.plugins.LoadedPlugins;
import io.quayside.distribution.plugins.PluginDirectory;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;

/** Does what README.md and docs/write-a-plugin.md tell their readers to do, with the code that stands there. */
class WriteAPluginTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static final Pattern JAVA = Pattern.compile("(?ms)^```java\n(.*?)^```$");

    @TempDir
    Path project;

    private PluginPage page;

    @BeforeEach
    void readPage() throws IOException {
        page = new PluginPage();
    }

    @Test
    void thePluginSpeaksAsThePageShows() throws Exception {
        Path plugins = Files.createDirectory(project.resolve("plugins"));
        Javac.jar(page.compile(project, apiJars()), plugins.resolve("poll-1.0.jar"));
        Path configuration = Files.writeString(project.resolve("poll.conf"), page.file("poll.conf"));
        Settings settings = new ConfigurationFile(configuration)
                .read(List.of("endpoints.poll.listen=127.0.0.1:0"))
                .settings();

        try (LoadedPlugins loaded = new PluginDirectory(plugins).open(Plugin.class.getClassLoader(), Set.of());
                RunningServer server = RunningServer.of(Server.builder()
                        .providers(Providers.withPlugins(loaded.loaders()))
                        .settings(settings));
                Terminals terminals = new Terminals(server.address("poll"))) {
            page.perform(terminals);
        }
    }

    @Test
    void whatIsTypedIsWhatIsConfigured() {
        assertTrue(page.file("poll.conf").contains("listen = \"127.0.0.1:7100\""));
        assertTrue(page.text().contains("$ nc 127.0.0.1 7100"));
    }

    @Test
    void thePluginsOwnTestPasses() throws Exception {
        List<Path> libraries = new ArrayList<>(apiJars());
        libraries.add(page.compile(project, apiJars()));
        libraries.addAll(jarsOf(Test.class, org.junit.jupiter.api.Assertions.class, Mockito.class));
        List<Path> tests = page.write("src/test/java/", project.resolve("src/test/java"));
        Javac.compile(tests, libraries, project.resolve("test-classes"));

        URL[] classes = {
            project.resolve("classes").toUri().toURL(),
            project.resolve("test-classes").toUri().toURL()
        };
        try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
            assertEquals(4, runTests(loader.loadClass("com.example.poll.PollPluginTest")));
        }
    }

    @Test
    void theReadmesPluginCompiles() throws Exception {
        Matcher block = JAVA.matcher(read("README.md"));
        assertTrue(block.find());
        Path source = Files.writeString(project.resolve("Room.java"), block.group(1));

        Javac.compile(List.of(source), apiJars(), project.resolve("readme"), "-Xlint:all", "-Werror");
        assertTrue(Files.exists(project.resolve("readme/Room.class")));
    }

    @Test
    void thePomNamesTheVersionsOfThisBuild() {
        String ours = read("pom.xml");
        String theirs = page.file("pom.xml");

        assertEquals(tag(ours, "version"), versionOf("quayside-framework-api", theirs));
        assertEquals(tag(ours, "junit.version"), versionOf("junit-jupiter", theirs));
        assertEquals(tag(ours, "mockito.version"), versionOf("mockito-core", theirs));
        for (String plugin : List.of("resources", "compiler", "surefire", "jar")) {
            String artifact = "maven-" + plugin + "-plugin";
            assertEquals(versionOf(artifact, ours), versionOf(artifact, theirs), artifact);
        }
    }

    /** Exactly what a plugin's project gets with the API; nothing else of the server. */
    private static List<Path> apiJars() {
        return jarsOf(Plugin.class, Inject.class, NullMarked.class);
    }

    private static List<Path> jarsOf(Class<?>... types) {
        return Stream.of(types).map(WriteAPluginTest::jarOf).distinct().toList();
    }

    private static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs the tests of a class that has neither set-up nor parameters, as JUnit would; answers how many. */
    private static int runTests(Class<?> type) throws Exception {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        int run = 0;
        for (Method method : type.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                method.setAccessible(true);
                try {
                    method.invoke(constructor.newInstance());
                } catch (InvocationTargetException e) {
                    throw new AssertionError("the page's test " + method.getName() + " fails", e.getCause());
                }
                run++;
            }
        }
        return run;
    }

    private static String tag(String xml, String name) {
        return found(Pattern.compile("<" + name + ">([^<$]+)</" + name + ">"), xml);
    }

    private static String versionOf(String artifact, String xml) {
        return found(Pattern.compile("<artifactId>" + artifact + "</artifactId>\\s*<version>([^<$]+)</version>"), xml);
    }

    /** The first match. */
    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertTrue(matcher.find(), pattern::pattern);
        return matcher.group(1);
    }

    private static String read(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
