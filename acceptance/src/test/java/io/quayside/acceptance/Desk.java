package io.quayside.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where a user sits: a home directory outside the tree, a {@code mvn} and a {@code java} on the PATH, and terminals.
 *
 * <p>{@code mvn} is the Maven of the build around, which finds two repositories more: what this build has packaged, and the
 * local repository of the machine, so that hardly anything has to be downloaded. Its own local repository lies in
 * {@code target}: no artifact of ours gets into that of the machine.
 */
final class Desk implements AutoCloseable {
    static final Path SOURCES = Path.of("").toAbsolutePath().getParent();

    private static final Path TARGET = Path.of(System.getProperty("acceptance.target"));
    private static final Path LOCAL = TARGET.resolve("local-repository");

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private final List<Terminal> terminals = new ArrayList<>();

    Desk(Path home) throws IOException {
        this.home = home;
        Path bin = Files.createDirectories(home.resolve(".desk/bin"));
        Path settings = Files.writeString(home.resolve(".desk/settings.xml"), settings());
        Path mvn = Files.writeString(bin.resolve("mvn"), mvn(settings));
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path java = Path.of(System.getProperty("java.home"));
        environment.put("HOME", home.toString());
        environment.put("JAVA_HOME", java.toString());
        environment.put("PATH", bin + ":" + java.resolve("bin") + ":" + System.getenv("PATH"));
        environment.put("ADDRESS", "127.0.0.1:" + freePort());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1"); // these runs are short
        forgetOurs();
    }

    Path home() {
        return home;
    }

    /** A new terminal, in a directory. */
    Terminal terminal(String name, Path directory) throws IOException {
        Terminal opened = new Terminal(name, directory, environment);
        terminals.add(opened);
        return opened;
    }

    /** Ends whatever still runs in a terminal. */
    @Override
    public void close() {
        terminals.forEach(Terminal::close);
    }

    /** What an earlier build left of our modules, in the local repository of these tests. */
    private static void forgetOurs() throws IOException {
        Path ours = LOCAL.resolve("io/quayside");
        if (Files.exists(ours)) {
            try (Stream<Path> all = Files.walk(ours)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    /** Free now; whoever takes it before the server does makes the test fail, and say so. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String mvn(Path settings) {
        Path maven = Path.of(System.getProperty("acceptance.maven"), "bin", "mvn");
        boolean isOffline = System.getProperty("acceptance.offline").equals("offline: true");
        String offline = isOffline ? " --offline -Daether.offline.protocols=file" : "";
        return """
                #!/bin/sh
                exec "%s" -B -ntp -Dstyle.color=never -gs "%s" "-Dmaven.repo.local=%s"%s "$@"
                """.formatted(maven, settings, LOCAL, offline);
    }

    /** A repository is its own mirror, so that no mirror for everything in the user's settings takes its place. */
    private static String settings() {
        String ours = TARGET.resolve("repository").toUri().toString();
        String machine =
                Path.of(System.getProperty("acceptance.machine")).toUri().toString();
        return """
                <settings>
                  <mirrors>
                    <mirror><id>ours</id><mirrorOf>ours</mirrorOf><url>%1$s</url></mirror>
                    <mirror><id>machine</id><mirrorOf>machine</mirrorOf><url>%2$s</url></mirror>
                  </mirrors>
                  <profiles>
                    <profile>
                      <id>desk</id>
                      <repositories>
                        <repository>
                          <id>ours</id>
                          <url>%1$s</url>
                          <snapshots><enabled>true</enabled><checksumPolicy>ignore</checksumPolicy></snapshots>
                        </repository>
                        <repository>
                          <id>machine</id>
                          <url>%2$s</url>
                          <releases><enabled>true</enabled><checksumPolicy>ignore</checksumPolicy></releases>
                          <snapshots><enabled>false</enabled></snapshots>
                        </repository>
                      </repositories>
                      <pluginRepositories>
                        <pluginRepository>
                          <id>machine</id>
                          <url>%2$s</url>
                          <releases><enabled>true</enabled><checksumPolicy>ignore</checksumPolicy></releases>
                          <snapshots><enabled>false</enabled></snapshots>
                        </pluginRepository>
                      </pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles>
                    <activeProfile>desk</activeProfile>
                  </activeProfiles>
                </settings>
                """.formatted(ours, machine);
    }
}
