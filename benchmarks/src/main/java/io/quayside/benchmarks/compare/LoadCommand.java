package io.quayside.benchmarks.compare;

import io.quayside.benchmarks.compare.Case.Subject;
import io.quayside.benchmarks.compare.Case.Trial;
import io.quayside.benchmarks.load.Figures;
import io.quayside.benchmarks.load.Load;
import io.quayside.benchmarks.load.Times;
import io.quayside.benchmarks.process.Machine;
import io.quayside.benchmarks.process.Pinning;
import io.quayside.benchmarks.process.ServerProcess;
import io.quayside.benchmarks.servers.Service;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One load: which cases there are of it. The exit code is 1 when a server was wrong or failed. */
abstract class LoadCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Service service;

    LoadCommand(Service service) {
        this.service = service;
    }

    /** What is compared, in this order. */
    abstract List<Case> cases() throws IOException, InterruptedException;

    /** The servers that are compared. */
    List<String> servers() {
        return options.servers(service);
    }

    @Override
    public final Integer call() throws IOException, InterruptedException {
        List<String> servers;
        try {
            options.check();
            servers = servers();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        if (servers.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "none of the servers named can do this");
        }
        Pinning.pinThisProcess(options.loadCore());
        String circumstances = circumstances();
        System.out.println(circumstances);
        Comparison comparison = new Comparison(servers, options.rounds(), options.base(servers), System.out);
        for (Case each : cases()) {
            comparison.run(each);
        }
        Report report = new Report(spec.name(), circumstances, comparison.sheets());
        report.print(System.out);
        System.out.println("written to " + report.write(options.out()));
        return comparison.failed() ? 1 : 0;
    }

    CommonOptions options() {
        return options;
    }

    /** A trial that has a load done to a server, once. */
    Trial once(Load load) {
        return server -> new Started(start(server), load);
    }

    /** A trial that has a load done to a server again and again, when it has been warmed up by it; {@code load} makes one that takes so long. */
    Trial inTurns(Function<Times, Load> load) {
        return server -> {
            Started started = new Started(start(server), load.apply(options.turn()));
            try {
                load.apply(options.warmUp()).run(started.process());
                return started;
            } catch (IOException | RuntimeException e) {
                started.close();
                throw e;
            }
        };
    }

    private record Started(ServerProcess process, Load load) implements Subject {
        @Override
        public Figures measure() throws IOException, InterruptedException {
            return load.run(process);
        }

        @Override
        public void stop() throws IOException, InterruptedException {
            process.stop();
        }

        @Override
        public void close() {
            process.close();
        }
    }

    ServerProcess start(String server) throws IOException {
        return ServerProcess.start(Candidate.of(server).command(options, service));
    }

    private String circumstances() throws IOException {
        return "load      " + spec.name() + ", " + options.describeTimes() + "\n"
                + "machine   " + Machine.description() + "\n"
                + "servers   core " + options.serverCore() + ", JDK " + Machine.jdk(options.jdk()) + ", "
                + String.join(" ", options.jvmFlags()) + "\n"
                + "generator core " + options.loadCore() + ", JDK " + System.getProperty("java.version") + "\n"
                + "versions  " + Machine.libraries("netty-transport-4", "vertx-core", "mina-core", "aio-core") + "\n";
    }
}
