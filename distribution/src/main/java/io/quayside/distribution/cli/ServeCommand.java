package io.quayside.distribution.cli;

import io.quayside.api.QuaysideException;
import io.quayside.core.Server;
import io.quayside.core.StopReport;
import io.quayside.distribution.admin.AdminSocket;
import io.quayside.distribution.config.Configuration;
import java.io.PrintWriter;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the server in the foreground until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        header = "Runs the server in the foreground.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        optionListHeading = "%n",
        description = {
            "Ctrl-C or SIGTERM stops it in order: it accepts nobody any more, sends what waits to be sent until"
                    + " stop-deadline, says what it had to cut off, and exits with 0. A second Ctrl-C ends it at once."
        })
final class ServeCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final Stop stop;

    @Mixin
    private final ConfigurationOptions configurationOptions;

    @Mixin
    private final PluginOptions pluginOptions;

    /** With options for picocli to fill in. */
    ServeCommand(Surroundings surroundings, Stop stop) {
        this(surroundings, stop, new PlainServe(new ConfigurationOptions(), new PluginOptions()));
    }

    ServeCommand(Surroundings surroundings, Stop stop, PlainServe options) {
        this.surroundings = surroundings;
        this.stop = stop;
        this.configurationOptions = options.configuration();
        this.pluginOptions = options.plugins();
    }

    @Override
    public Integer call() throws InterruptedException {
        long began = System.nanoTime();
        Configuration configuration = configurationOptions.read(surroundings.installation());
        stop.arm();
        try (Components components = pluginOptions.load(surroundings.installation())) {
            warn(components);
            serve(components, configuration, began);
        } finally {
            stop.done();
        }
        return ExitCode.OK;
    }

    private void serve(Components components, Configuration configuration, long began) throws InterruptedException {
        ServeReport report = new ServeReport(surroundings.out());
        report.starting(configuration.file());
        AdminPlace place = AdminPlace.of(configuration.settings(), surroundings.installation());
        try (Server server = started(components, configuration)) {
            takeRequests(place, new PluginRequests(server, components), () -> {
                report.ready(server.endpoints(), server.blockingThreads(), System.nanoTime() - began);
                ClassArchive.isWorthKeeping();
            });
            report.stopping(server.endpoints(), server.stopDeadline());
            stopped(report, server.stop(server.stopDeadline()));
        }
    }

    /** Takes requests until it is asked to stop; not while it stops. */
    @SuppressWarnings("try") // that it is open is all that there is to it
    private void takeRequests(AdminPlace place, PluginRequests requests, Runnable ready) throws InterruptedException {
        try (AdminSocket admin = admin(place, requests)) {
            ready.run();
            stop.await();
        }
    }

    /** Nobody has to have one who hasn't asked for it: two servers of one installation, or one that can't write there. */
    private static @Nullable AdminSocket admin(AdminPlace place, PluginRequests requests) {
        Path socket = place.socket();
        if (socket == null) {
            return null;
        }
        try {
            return AdminSocket.open(socket, requests::answer);
        } catch (QuaysideException e) {
            if (place.isChosen()) {
                throw e;
            }
            System.getLogger(ServeCommand.class.getName())
                    .log(Level.INFO, "plugins can't be reloaded: " + e.getMessage());
            return null;
        }
    }

    private static Server started(Components components, Configuration configuration) {
        return components.lookingUp(() -> {
            Server server = Server.builder()
                    .providers(components.providers())
                    .settings(configuration.settings())
                    .build();
            server.start();
            return server;
        });
    }

    private void stopped(ServeReport report, StopReport stopReport) {
        report.stopped(stopReport);
        if (stopReport.contextsMissing() > 0) {
            PrintWriter err = surroundings.err();
            err.println(ProgramName.known() + ": " + stopReport.contextsMissing()
                    + " I/O contexts did not come back: this is a fault, please report it");
        }
    }

    private static void warn(Components components) {
        System.Logger log = System.getLogger(ServeCommand.class.getName());
        components.plugins().remarks().forEach(remark -> log.log(Level.WARNING, remark));
    }
}
