package io.quayside.benchmarks.compare;

import io.quayside.benchmarks.load.Times;
import io.quayside.benchmarks.servers.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that every load has. */
final class CommonOptions {
    static final String DEFAULT = " (${DEFAULT-VALUE})";

    private static final int QUICK = 2;
    private static final int QUICK_TURNS = 3;

    /** Between connecting and measuring, on a server that is warm. */
    private static final Duration SETTLE = Duration.ofMillis(300);

    /** What is measured at the end of a warm-up, for nothing. */
    private static final Duration IN_VAIN = Duration.ofMillis(100);

    @Option(names = "--servers", paramLabel = "NAME", split = ",", description = "Which servers, in this order (all)")
    private List<String> servers = Candidate.USUAL;

    @Option(names = "--base", paramLabel = "NAME", description = "The one that others relate to" + DEFAULT)
    private String base = Candidate.USUAL.get(0);

    @Option(names = "--rounds", paramLabel = "N", description = "Times that each server is started anew" + DEFAULT)
    private int rounds = 3;

    @Option(
            names = "--turns",
            paramLabel = "N",
            description =
                    "Times that each server is measured in a round, where it stays up for several (echo, protobuf,"
                            + " fan-out, visits)" + DEFAULT)
    private int turns = 7;

    @Option(names = "--seconds", paramLabel = "N", description = "Length of each measurement" + DEFAULT)
    private int seconds = 2;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description =
                    "Seconds under load after a server's start; closed loops go on for up to --warm-up-most until a"
                            + " million messages have come back" + DEFAULT)
    private int warmUp = 5;

    @Option(names = "--warm-up-most", paramLabel = "N", description = "See --warm-up" + DEFAULT)
    private int warmUpMost = 30;

    @Option(
            names = "--quick",
            description =
                    "A first look: 1 round of 3 turns, 2 s each, after 2 s of warm-up, and few cases of each load")
    private boolean quick;

    @Option(names = "--jdk", paramLabel = "HOME", description = "JDK that the servers run on" + DEFAULT)
    private Path jdk = Path.of(System.getProperty("java.home"));

    @Option(names = "--heap", paramLabel = "SIZE", description = "Heap of each server" + DEFAULT)
    private String heap = "1g";

    @Option(names = "--flag", paramLabel = "FLAG", description = "One more flag for the servers' JVMs; may be repeated")
    private List<String> flags = new ArrayList<>();

    @Option(names = "--server-core", paramLabel = "CORE", description = "Core that the servers are kept to" + DEFAULT)
    private String serverCore = "0";

    @Option(names = "--load-core", paramLabel = "CORE", description = "Core that the generator is kept to" + DEFAULT)
    private int loadCore = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where LOAD.txt, LOAD.md, LOAD.svg and LOAD.csv go" + DEFAULT)
    private Path out = home().resolve("target").resolve("compare");

    /** The servers that are compared, of those that have a service. */
    List<String> servers(Service service) {
        return servers.stream()
                .filter(name -> Candidate.of(name).services().contains(service))
                .toList();
    }

    /** The one that others relate to, or the first when it isn't compared. */
    String base(List<String> compared) {
        return compared.contains(base) ? base : compared.get(0);
    }

    int rounds() {
        return quick ? 1 : rounds;
    }

    int turns() {
        return quick ? QUICK_TURNS : turns;
    }

    boolean quick() {
        return quick;
    }

    /** Of a measurement that has a server to itself. */
    Times times() {
        return new Times(
                warmUpLeast().toNanos(),
                warmUpLongest().toNanos(),
                Duration.ofSeconds(quick ? QUICK : seconds).toNanos());
    }

    /** Of one of several measurements of a server. */
    Times turn() {
        return new Times(SETTLE.toNanos(), SETTLE.toNanos(), times().nanos());
    }

    /** Of what comes before several measurements. */
    Times warmUp() {
        return new Times(times().warmUpNanos(), times().longestWarmUpNanos(), IN_VAIN.toNanos());
    }

    /** All that in words. */
    String describeTimes() {
        return rounds() + (rounds() == 1 ? " round" : " rounds") + " of up to " + turns() + " turns, "
                + Duration.ofNanos(times().nanos()).toSeconds() + " s each, after "
                + warmUpLeast().toSeconds() + " to " + warmUpLongest().toSeconds() + " s of warm-up";
    }

    private Duration warmUpLeast() {
        return Duration.ofSeconds(quick ? QUICK : warmUp);
    }

    private Duration warmUpLongest() {
        return Duration.ofSeconds(quick ? QUICK : Math.max(warmUp, warmUpMost));
    }

    Path java() {
        return jdk.resolve("bin/java");
    }

    Path jdk() {
        return jdk;
    }

    String serverCore() {
        return serverCore;
    }

    int loadCore() {
        return loadCore;
    }

    Path out() {
        return out;
    }

    /** What every server's JVM is told. */
    List<String> jvmFlags() {
        List<String> all = new ArrayList<>(List.of(
                "-Xms" + heap,
                "-Xmx" + heap,
                "-XX:MaxDirectMemorySize=4g",
                "-XX:+UseSerialGC",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Dguice_custom_class_loading=CHILD"));
        all.addAll(flags);
        return all;
    }

    void check() {
        if (rounds < 1 || turns < 1 || seconds < 1 || warmUp < 1) {
            throw new IllegalArgumentException(
                    "at least one round, one turn, one second and one second of warm-up are needed");
        }
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new IllegalArgumentException("--out " + out + " is no directory");
        }
    }

    /** The directory of this module. */
    static Path home() {
        return Path.of(System.getProperty("benchmarks.home", "."));
    }
}
