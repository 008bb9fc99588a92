package io.quayside.benchmarks.soak;

import io.quayside.benchmarks.process.Machine;
import io.quayside.benchmarks.process.ServerCommand;
import io.quayside.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Runs the soak: a server in a JVM of its own with a small heap, and the clients in this one. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "",
            "Makes a million echoes through connections that are closed, half-closed and reset in turn, also in the middle of"
                    + " frames, and shows that the server has everything back afterwards. The exit code is 0 when it has, and"
                    + " every byte was right; 1 when not.",
            ""
        })
public final class Soak implements Callable<Integer> {
    private static final String DEFAULT = " (${DEFAULT-VALUE})";
    private static final int MILESTONES = 5;
    private static final int WARM_UP_EACH = 200;
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long HEAP_SLACK_KIB = 2_048;

    @Option(names = "--echoes", paramLabel = "N", description = "Echoes to make" + DEFAULT)
    private long echoes = 1_000_000;

    @Option(
            names = "--cycles",
            paramLabel = "N",
            description = "Connections to make, whatever number of echoes that is; 0 makes the echoes" + DEFAULT)
    private long cycles = 0;

    @Option(names = "--echoes-each", paramLabel = "N", description = "Most echoes of one connection" + DEFAULT)
    private int echoesEach = 200;

    @Option(names = "--hang-ups", description = "The server closes and resets connections too, at random")
    private boolean hangUps;

    @Option(names = "--transport", paramLabel = "ID", description = "The server's transport" + DEFAULT)
    private String transport = "nio2";

    @Option(names = "--connections", paramLabel = "N", description = "Connections at a time" + DEFAULT)
    private int connections = 100;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of everything random; the same seed plans the same" + DEFAULT)
    private long seed = 1;

    @Option(names = "--heap", paramLabel = "SIZE", description = "Heap of the server" + DEFAULT)
    private String heap = "64m";

    @Option(names = "--jdk", paramLabel = "HOME", description = "JDK that the server runs on" + DEFAULT)
    private Path jdk = Path.of(System.getProperty("java.home"));

    private final List<Figures> under = new ArrayList<>();
    private final FigureTable table = new FigureTable(System.out);

    /** Called by the JVM. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Soak()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (echoes < 1 || connections < 1) {
            throw new ParameterException(
                    new CommandLine(this), "there have to be at least one echo and one connection");
        }
        System.out.println("machine   " + Machine.description());
        System.out.println("server    JDK " + Machine.jdk(jdk) + ", "
                + String.join(" ", command().flags()));
        System.out.println("clients   " + connections + " connections at a time, seed " + seed);
        System.out.println();
        try (ServerProcess server = ServerProcess.start(command())) {
            return soak(server) ? 0 : 1;
        } catch (SoakFailure e) {
            System.out.println("FAILED: " + e.getMessage());
            return 1;
        }
    }

    private boolean soak(ServerProcess server) throws IOException, InterruptedException {
        InetSocketAddress address = server.address();
        table.head();
        SoakLoad.Plan plan = new SoakLoad.Plan(echoesEach, hangUps, cycles);
        try (SoakLoad warmUp = new SoakLoad(address, new SoakLoad.Plan(echoesEach, hangUps, 0), ~seed);
                SoakLoad load = new SoakLoad(address, plan, seed)) {
            warmUp.run((long) WARM_UP_EACH * connections, connections, Long.MAX_VALUE, count -> {});
            Figures before = quiet(server);
            table.row("before", before);
            long begun = System.nanoTime();
            long goal = cycles == 0 ? echoes : cycles;
            long most = cycles == 0 ? echoes : Long.MAX_VALUE;
            load.run(most, connections, Math.max(1, goal / MILESTONES), count -> milestone(server, count));
            long took = System.nanoTime() - begun;
            Figures after = quiet(server);
            table.row("all ended", after);
            report(load, took);
            return judge(load, before, after, server.stop());
        }
    }

    private void milestone(ServerProcess server, long count) throws IOException, InterruptedException {
        Figures now = Figures.parse(server.report());
        under.add(now);
        table.row(Long.toString(count), now);
    }

    /** The figures once everything has come back, or as they are when that takes too long. */
    private static Figures quiet(ServerProcess server) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Figures figures = Figures.parse(server.report());
        while (!figures.isQuiet() && System.nanoTime() - begun < QUIET_NANOS) {
            TimeUnit.MILLISECONDS.sleep(100);
            figures = Figures.parse(server.report());
        }
        return figures;
    }

    private static void report(SoakLoad load, long nanos) {
        System.out.println();
        System.out.printf("%d echoes verified in %.1f s%n", load.verified(), nanos / 1e9);
        System.out.println(load.made() + " connections made:");
        load.ended().forEach((ending, count) -> System.out.printf("  %7d %s%n", count, ending.description()));
        System.out.println();
    }

    private boolean judge(SoakLoad load, Figures before, Figures after, ServerProcess.Stopped stopped) {
        Findings findings = new Findings();
        if (cycles == 0 && !hangUps) {
            findings.check(load.verified() >= echoes, load.verified() + " echoes verified, of " + echoes);
        } else {
            findings.check(load.verified() > 0, load.verified() + " echoes verified");
            findings.check(load.made() >= cycles, load.made() + " connections made");
        }
        findings.zero("sessions left", after.get(Figure.SESSIONS));
        findings.same("sessions opened and closed", after.get(Figure.OPENED), after.get(Figure.CLOSED));
        findings.zero("I/O contexts in use, of " + after.get(Figure.CONTEXTS), after.get(Figure.IN_USE));
        findings.zero("echoes refused", after.get(Figure.REFUSED));
        findings.same("open descriptors", before.get(Figure.DESCRIPTORS), after.get(Figure.DESCRIPTORS));
        findings.same("threads", before.get(Figure.THREADS), after.get(Figure.THREADS));
        findings.notGrown("KiB live heap at rest", before.get(Figure.HEAP), after.get(Figure.HEAP), HEAP_SLACK_KIB);
        Figures early = under.get(0);
        Figures late = under.get(under.size() - 1);
        findings.notGrown("KiB live heap under load", early.get(Figure.HEAP), late.get(Figure.HEAP), HEAP_SLACK_KIB);
        findings.check(stopped.exitCode() == 0, "exit code " + stopped.exitCode() + ": " + stopped.lastLine());
        findings.print(System.out);
        return findings.allHold();
    }

    private ServerCommand command() {
        List<String> flags = List.of(
                "-D" + SoakServer.HANGS_UP + "=" + hangUps,
                "-D" + SoakServer.TRANSPORT + "=" + transport,
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED");
        return new ServerCommand(jdk.resolve("bin/java"), "", flags, SoakServer.class);
    }
}
