package io.quayside.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Settings;
import io.quayside.api.plugin.Plugin;
import io.quayside.core.Server;
import io.quayside.core.discovery.Providers;
import io.quayside.distribution.config.ConfigurationFile;
import io.quayside.distribution.plugins.LoadedPlugins;
import io.quayside.distribution.plugins.PluginDirectory;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;

/** Does what README.md and docs/write-a-plugin.md tell their readers to do, with the code that stands there. */
class WriteAPluginTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    /** On the page: {@code File `NAME`:}, an empty line, and the file's content in a fence. */
    private static final Pattern FILE = Pattern.compile("(?ms)^File `([^`]+)`:\n\n```\\w*\n(.*?)^```$");

    /** On the page: {@code Terminal N:}, an empty line, and what is seen there in a fence. */
    private static final Pattern TERMINAL = Pattern.compile("(?ms)^Terminal (\\d+):\n\n```\\w*\n(.*?)^```$");

    private static final Pattern JAVA = Pattern.compile("(?ms)^```java\n(.*?)^```$");

    private final String page = read("docs/write-a-plugin.md");
    private final Map<String, String> files = FILE.matcher(page)
            .results()
            .collect(Collectors.toMap(
                    found -> found.group(1), found -> found.group(2), (a, b) -> b, LinkedHashMap::new));

    @TempDir
    Path project;

    @Test
    void thePluginSpeaksAsThePageShows() throws Exception {
        Path plugins = Files.createDirectory(project.resolve("plugins"));
        compileMain();
        jar(project.resolve("classes"), plugins.resolve("poll-1.0.jar"));
        Path configuration = Files.writeString(project.resolve("poll.conf"), file("poll.conf"));
        Settings settings = new ConfigurationFile(configuration)
                .read(List.of("endpoints.poll.listen=127.0.0.1:0"))
                .settings();

        try (LoadedPlugins loaded = new PluginDirectory(plugins).open(Plugin.class.getClassLoader(), Set.of());
                RunningServer server = RunningServer.of(Server.builder()
                        .providers(Providers.withPlugins(loaded.loaders()))
                        .settings(settings));
                Terminals terminals = new Terminals(server)) {
            List<MatchResult> seen = TERMINAL.matcher(page).results().toList();
            assertEquals(3, seen.size());
            for (MatchResult terminal : seen) {
                terminals.perform(terminal.group(1), terminal.group(2));
            }
        }
    }

    @Test
    void whatIsTypedIsWhatIsConfigured() {
        assertTrue(file("poll.conf").contains("listen = \"127.0.0.1:7100\""));
        assertTrue(page.contains("$ nc 127.0.0.1 7100"));
    }

    @Test
    void thePluginsOwnTestPasses() throws Exception {
        compileMain();
        List<Path> libraries = new ArrayList<>(apiJars());
        libraries.add(project.resolve("classes"));
        libraries.addAll(jarsOf(Test.class, org.junit.jupiter.api.Assertions.class, Mockito.class));
        compile(sources("src/test/java/"), libraries, project.resolve("test-classes"));

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

        compile(List.of(source), apiJars(), project.resolve("readme"), "-Xlint:all", "-Werror");
        assertTrue(Files.exists(project.resolve("readme/Room.class")));
    }

    @Test
    void thePomNamesTheVersionsOfThisBuild() {
        String ours = read("pom.xml");
        String theirs = file("pom.xml");

        assertEquals(tag(ours, "version"), versionOf("quayside-framework-api", theirs));
        assertEquals(tag(ours, "junit.version"), versionOf("junit-jupiter", theirs));
        assertEquals(tag(ours, "mockito.version"), versionOf("mockito-core", theirs));
        for (String plugin : List.of("resources", "compiler", "surefire", "jar")) {
            String artifact = "maven-" + plugin + "-plugin";
            assertEquals(versionOf(artifact, ours), versionOf(artifact, theirs), artifact);
        }
    }

    private void compileMain() throws IOException {
        compile(sources("src/main/java/"), apiJars(), project.resolve("classes"), "-Xlint:all", "-Werror");
        write("src/main/resources/", project.resolve("classes"));
    }

    /** Exactly what a plugin's project gets with the API; nothing else of the server. */
    private static List<Path> apiJars() {
        return jarsOf(Plugin.class, Inject.class, NullMarked.class);
    }

    private List<Path> sources(String directory) throws IOException {
        return write(directory, project.resolve(directory));
    }

    /** Writes the page's files below one directory into another. */
    private List<Path> write(String directory, Path into) throws IOException {
        List<Path> written = new ArrayList<>();
        for (String name : files.keySet()) {
            if (name.startsWith(directory)) {
                Path path = into.resolve(name.substring(directory.length()));
                Files.createDirectories(path.getParent());
                written.add(Files.writeString(path, file(name)));
            }
        }
        assertFalse(written.isEmpty(), directory);
        return written;
    }

    private String file(String name) {
        String content = files.get(name);
        assertTrue(content != null, () -> "the page has no file " + name);
        return content;
    }

    private static void compile(List<Path> sources, List<Path> classPath, Path into, String... lint)
            throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "--release",
                "17",
                "-proc:none",
                "-d",
                Files.createDirectories(into).toString(),
                "-classpath",
                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
        options.addAll(List.of(lint));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            StringWriter said = new StringWriter();
            boolean compiled = compiler.getTask(
                            said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertTrue(compiled, said::toString);
        }
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

    private static void jar(Path directory, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> found = Files.walk(directory)) {
            for (Path path : found.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(directory.relativize(path).toString().replace(File.separatorChar, '/')));
                Files.copy(path, out);
                out.closeEntry();
            }
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
