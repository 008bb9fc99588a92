package io.quayside.distribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start script, with a stand-in for Java that only says how it was called. */
@DisabledOnOs(OS.WINDOWS)
class StartScriptTest {
    private static final Path SCRIPT = Path.of("src/main/dist/bin/quayside").toAbsolutePath();
    private static final Path BATCH_FILE =
            Path.of("src/main/dist/bin/quayside.bat").toAbsolutePath();
    private static final Pattern OPTION = Pattern.compile("(?<![\\w%-])--?[A-Za-z][^\\s\"']*");

    @TempDir
    Path work;

    @BeforeEach
    void makeRoom() throws IOException {
        work = work.toRealPath();
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/main/dist/bin/quayside", "../quayside"})
    void aShellCanReadIt(String script) throws Exception {
        Outcome outcome = run(Map.of(), List.of("sh", "-n", script));
        assertEquals("", outcome.output());
        assertEquals(0, outcome.code());
        assertTrue(Files.isExecutable(Path.of(script)));
    }

    @Test
    void javaIsCalledWithHomeAndArguments() throws Exception {
        Path java = java("java 17", "17.0.1");
        Outcome outcome = run(java, "serve", "-c", "a file.conf");
        List<String> arguments = outcome.output().lines().toList();
        Path home = SCRIPT.getParent().getParent();
        assertTrue(arguments.contains("-Dquayside.home=" + home), arguments::toString);
        assertTrue(arguments.contains("-Dlogback.configurationFile=" + home.resolve("conf/logback.xml")));
        assertTrue(arguments.contains("-XX:+UseParallelGC"), arguments::toString);
        int main = arguments.indexOf("io.quayside.distribution.cli.Main");
        assertEquals(List.of("serve", "-c", "a file.conf"), arguments.subList(main + 1, arguments.size()));
        assertEquals(List.of("-cp", home + "/lib/*"), arguments.subList(main - 2, main));
    }

    @Test
    void optionsOfTheUserComeLast() throws Exception {
        Path java = java("java", "25");
        Outcome outcome = run(
                Map.of(
                        "JAVA_HOME", java.toString(),
                        "JAVA_OPTS", "-XX:+UseZGC -Da=1",
                        "QUAYSIDE_OPTS", "-Da=2 -Db=*"),
                List.of(SCRIPT.toString(), "serve"));
        List<String> arguments = outcome.output().lines().toList();
        int user = arguments.indexOf("-XX:+UseZGC");
        assertEquals(List.of("-XX:+UseZGC", "-Da=1", "-Da=2", "-Db=*", "-cp"), arguments.subList(user, user + 5));
        assertEquals(
                List.of("-XX:+UseZGC"),
                arguments.stream().filter(each -> each.matches("-XX:.Use.*GC")).toList());
    }

    @Test
    void itIsFoundThroughLinks() throws Exception {
        Path java = java("java", "17");
        Path home = Files.createDirectories(work.resolve("a home"));
        Path script =
                executable(Files.createDirectory(home.resolve("bin")).resolve("quayside"), Files.readString(SCRIPT));
        Path first = Files.createSymbolicLink(work.resolve("first"), script);
        Path second = Files.createSymbolicLink(
                work.resolve("second"), Path.of(first.getFileName().toString()));
        Outcome outcome = run(Map.of("JAVA_HOME", java.toString()), List.of(second.toString(), "list"));
        assertTrue(outcome.output().contains("-Dquayside.home=" + home + "\n"), outcome::output);
    }

    @Test
    void anOldJavaIsRefusedInOneLine() throws Exception {
        for (String version : List.of("1.8.0_402", "11.0.2", "16")) {
            Path java = java("java-" + version, version);
            Outcome outcome = run(java, "serve");
            assertEquals(2, outcome.code());
            String major = version.startsWith("1.8") ? "8" : version.substring(0, 2);
            assertEquals(
                    "quayside: QS-405: " + java + "/bin/java is Java " + major
                            + ": put Java 17 or newer on the PATH, or set JAVA_HOME\n",
                    outcome.output());
        }
    }

    @Test
    void aJavaWithoutAReleaseFileIsAsked() throws Exception {
        Path java = java("asked", "9");
        Files.delete(java.resolve("release"));
        Outcome outcome = run(java, "serve");
        assertEquals(2, outcome.code());
        assertTrue(outcome.output().contains("is Java 9: "), outcome::output);
    }

    @Test
    void aJavaHomeWithoutJavaIsRefusedInOneLine() throws Exception {
        Outcome outcome = run(work, "serve");
        assertEquals(2, outcome.code());
        assertEquals("quayside: QS-405: JAVA_HOME is " + work + ", and there is no bin/java in it\n", outcome.output());
    }

    @Test
    void noJavaAtAllIsOneLine() throws Exception {
        Path tools = Files.createDirectories(work.resolve("tools"));
        for (String tool : List.of("dirname", "readlink", "sed")) {
            executable(tools.resolve(tool), "#!/bin/sh\nexec " + tool(tool) + " \"$@\"\n");
        }
        Outcome outcome = run(Map.of("PATH", tools.toString()), List.of(SCRIPT.toString(), "serve"));
        assertEquals(2, outcome.code());
        assertEquals(
                "quayside: QS-405: there is no java: put Java 17 or newer on the PATH, or set JAVA_HOME\n",
                outcome.output());
    }

    @Test
    void theFirstServerMakesAnArchiveAndTheNextTakesItOver() throws Exception {
        Path java = archivingJava("17.0.1");
        Path cache = work.resolve("a cache");
        String making = archiveOption(java, cache, "", "serve");
        String name = cache + "/serve-java-17-\\d+\\.jsa";
        assertTrue(making.matches("-XX:ArchiveClassesAtExit=" + name + "\\.\\d+"), making);

        Path made = Path.of(making.substring(making.indexOf('=') + 1));
        Files.write(made, new byte[5000]);
        String again = archiveOption(java, cache, "", "serve");
        assertTrue(again.matches("-XX:ArchiveClassesAtExit=.*") && !again.equals(making), again);
        assertTrue(Files.notExists(made), "what a process that has ended left unfinished is deleted");

        Files.write(made, new byte[] {1, 2, 3, 4, 0});
        assertTrue(archiveOption(java, cache, "", "serve").startsWith("-XX:ArchiveClassesAtExit="));
        assertTrue(Files.notExists(made), "what a server has left that never was ready is deleted");

        Files.write(made, new byte[] {1, 2, 3, 4, 0});
        Files.createFile(Path.of(made + ".ready"));
        String using = archiveOption(java, cache, "", "serve");
        assertTrue(using.matches("-XX:SharedArchiveFile=" + name), using);
        assertTrue(Files.exists(Path.of(using.substring(using.indexOf('=') + 1))));
        assertTrue(Files.notExists(made));
        assertTrue(Files.notExists(Path.of(made + ".ready")));

        assertTrue(archiveOption(java, cache, "-Xmx1g", "serve").startsWith("-XX:ArchiveClassesAtExit="));
    }

    @Test
    void thereIsNoArchiveWhereItWouldNotWork() throws Exception {
        Path cache = work.resolve("cache");
        Path java = archivingJava("25");
        for (String options : List.of(
                "-XX:SharedArchiveFile=mine.jsa", "-XX:AOTCache=mine.aot", "-Xshare:off", "-javaagent:mine.jar")) {
            assertEquals("", archiveOption(java, cache, options, "serve"));
        }
        assertEquals("", archiveOption(java, cache, "", "list"));
        assertEquals("", archiveOption(java, Path.of("none"), "", "serve"));
        assertEquals("", archiveOption(java, Files.createFile(work.resolve("file")), "", "serve"));
        assertEquals("", archiveOption(archivingJava("26"), cache, "", "serve"));
        assertEquals("", archiveOption(java("none", "25"), cache, "", "serve"));
        assertTrue(Files.notExists(cache));
    }

    @Test
    void aJvmIsToldOnlyOfLogsThatItKnows() throws Exception {
        Path cache = work.resolve("cache");
        for (String version : List.of("17", "23")) {
            assertTrue(archiving(archivingJava(version), cache, "", "serve").contains("-Xlog:cds*=off"));
        }
        assertTrue(archiving(archivingJava("24"), cache, "", "serve").contains("-Xlog:cds*=off,aot*=off"));
    }

    @Test
    void theBatchFileCallsJavaWithTheSameOptions() throws Exception {
        List<String> shell = optionsFrom(SCRIPT, "exec \"$java\"");
        List<String> batch = optionsFrom(BATCH_FILE, "\"%QS_JAVA%\" ^");
        assertTrue(shell.contains("-Dsun.nio.ch.disableSynchronousRead=true"), shell::toString);
        assertTrue(shell.contains("-Dsun.nio.ch.maxCompletionHandlersOnStack=1000000"), shell::toString);
        assertEquals(shell, batch);
        for (String collector : List.of("-XX:+UseParallelGC", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1", "-XX:+Use")) {
            assertTrue(Files.readString(SCRIPT).contains(collector), collector);
            assertTrue(Files.readString(BATCH_FILE).contains(collector), collector);
        }
    }

    @Test
    void theBatchFileFailsWithTheSameCodeAndErrors() throws Exception {
        List<String> shell = errors(SCRIPT);
        assertEquals(4, shell.size());
        assertEquals(shell, errors(BATCH_FILE));
        assertEquals(4, lines(BATCH_FILE, "exit /b 2").size());
        assertEquals(1, lines(BATCH_FILE, "exit /b %ERRORLEVEL%").size());
    }

    @Test
    void theBatchFileHasTheLineEndsThatItsLabelsNeed() throws Exception {
        String text = Files.readString(BATCH_FILE);
        assertEquals(text, text.replaceAll("\\R", "\r\n"));
    }

    /** The options of a script's call of Java, up to its class: in a batch file's words, since a shell's are the same. */
    private static List<String> optionsFrom(Path script, String call) throws IOException {
        String text = Files.readString(script);
        int from = text.indexOf(call);
        assertTrue(from > 0, call);
        String options = text.substring(from, text.indexOf("io.quayside.distribution.cli.Main", from));
        return OPTION.matcher(options.replace("\"", "").replace('\\', '/'))
                .results()
                .map(found -> found.group().replace("$home", "%QS_HOME%").replace("$name", "%~n0"))
                .filter(option -> !option.isBlank())
                .toList();
    }

    /** What the script says when it cannot start, without the names that differ between the two worlds. */
    private static List<String> errors(Path script) throws IOException {
        return lines(script, "QS-405: ").stream()
                .map(line -> line.replaceFirst(".*QS-405: ", "")
                        .replaceFirst("\"$", "")
                        .replaceAll("\\$OLDEST_JAVA", "17")
                        .replaceAll("%QS_JAVA%|\\$java\\b", "JAVA")
                        .replaceAll("%JAVA_HOME%|\\$JAVA_HOME", "HOME")
                        .replaceAll("%QS_MAJOR%|\\$version", "VERSION")
                        .replace("bin\\java.exe", "bin/java"))
                .filter(line -> !line.startsWith("cannot find the directory")) // it is always told its own
                .sorted()
                .toList();
    }

    private static List<String> lines(Path script, String part) throws IOException {
        return Files.readString(script)
                .lines()
                .filter(line -> line.contains(part))
                .toList();
    }

    private static Path tool(String name) {
        return List.of("/usr/bin", "/bin").stream()
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    /** A Java home whose java prints its arguments, one on a line. */
    private Path java(String name, String version) throws IOException {
        Path home = Files.createDirectories(work.resolve(name));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        executable(Files.createDirectories(home.resolve("bin")).resolve("java"), """
                #!/bin/sh
                if [ "$1" = -version ]; then
                  echo 'openjdk version "%s" 2020-01-01' >&2
                else
                  for argument in "$@"; do printf '%%s\\n' "$argument"; done
                fi
                """.formatted(version));
        return home;
    }

    /** A Java that has what an archive is made on top of. */
    private Path archivingJava(String version) throws IOException {
        Path home = java("archiving-" + version, version);
        Path base = home.resolve("lib/server/classes.jsa");
        Files.createDirectories(base.getParent());
        Files.write(base, new byte[] {1});
        return home;
    }

    /** What the JVM is told about an archive; empty for nothing. */
    private static String archiveOption(Path java, Path cache, String options, String command) throws Exception {
        List<String> found = archiving(java, cache, options, command).stream()
                .filter(word -> word.contains("Archive") && !options.contains(word))
                .toList();
        assertTrue(found.size() <= 1, found::toString);
        return found.isEmpty() ? "" : found.get(0);
    }

    private static List<String> archiving(Path java, Path cache, String options, String command) throws Exception {
        Map<String, String> environment =
                Map.of("JAVA_HOME", java.toString(), "QUAYSIDE_OPTS", options, "QUAYSIDE_CACHE", cache.toString());
        Outcome outcome = run(environment, List.of(SCRIPT.toString(), command));
        assertEquals(0, outcome.code(), outcome::output);
        return outcome.output().lines().toList();
    }

    private static Path executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }

    private Outcome run(Path javaHome, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(arguments));
        return run(Map.of("JAVA_HOME", javaHome.toString()), command);
    }

    private static Outcome run(Map<String, String> environment, List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA") || name.startsWith("QUAYSIDE"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new Outcome(process.exitValue(), output);
    }

    private record Outcome(int code, String output) {}
}
