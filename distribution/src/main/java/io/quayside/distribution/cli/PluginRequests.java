package io.quayside.distribution.cli;

import io.quayside.api.QuaysideException;
import io.quayside.api.plugin.PluginProvider;
import io.quayside.core.ReloadReport;
import io.quayside.core.RunningEndpoint;
import io.quayside.core.Server;
import io.quayside.core.discovery.Providers;
import io.quayside.distribution.admin.AdminAnswer;
import io.quayside.distribution.plugins.LoadedPlugin;
import io.quayside.distribution.plugins.LoadedPlugins;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a running server can be told about its plugins: to list them, and to reload one. One request at a time is done. */
final class PluginRequests {
    /** Lists the plugins that are loaded. */
    static final String LIST = "plugins list";

    /** Reloads a plugin, whose name follows. */
    static final String RELOAD = "plugins reload ";

    private static final Logger LOG = System.getLogger(PluginRequests.class.getName());

    private final Server server;
    private final Components components;

    PluginRequests(Server server, Components components) {
        this.server = server;
        this.components = components;
    }

    /** Does what a line says. From any thread; throws nothing that a person could act upon. */
    AdminAnswer answer(String line) {
        try {
            if (line.equals(LIST)) {
                return new AdminAnswer(ExitCode.OK, list());
            }
            if (line.startsWith(RELOAD)) {
                return reload(line.substring(RELOAD.length()).strip());
            }
            throw new QuaysideException("QS-400", "this server doesn't know the request " + line);
        } catch (QuaysideException e) {
            return new AdminAnswer(ExitCode.of(e), List.of(e.code() + ": " + e.getMessage()));
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "the request " + line + " failed", e);
            return new AdminAnswer(
                    ExitCode.FAILED, List.of("QS-499: this should not happen, please report it with the log: " + e));
        }
    }

    private List<String> list() {
        Table table = new Table();
        for (LoadedPlugin each : components.plugins().all()) {
            List<String> ids = ids(each);
            List<String> endpoints = server.endpoints().stream()
                    .filter(endpoint -> ids.contains(endpoint.plugin()))
                    .map(RunningEndpoint::name)
                    .toList();
            table.row(
                    each.name(),
                    ids.isEmpty() ? "no plugin" : "plugin " + String.join(", ", ids),
                    endpoints.isEmpty() ? "not in use" : "endpoints " + String.join(", ", endpoints));
        }
        StringWriter text = new StringWriter();
        table.print(new PrintWriter(text, true));
        return text.toString().lines().toList();
    }

    /** One at a time; what is listed meanwhile is what there was. */
    private synchronized AdminAnswer reload(String name) {
        LoadedPlugin old = called(name);
        refuseShared(old);
        LoadedPlugin next = again(old);
        ReloadReport report;
        try {
            List<ClassLoader> loaders = components.plugins().loaders().stream()
                    .map(each -> each == old.loader() ? next.loader() : each)
                    .toList();
            Providers found = Providers.withPlugins(loaders);
            report = components.lookingUp(() -> server.reload(old.loader(), found, server.stopDeadline()));
            components.are(found);
        } catch (RuntimeException | Error e) { // providers are the plugin's code
            LoadedPlugins.close(next.loader());
            throw notReloaded(name, e);
        }
        components.plugins().replace(old, next, report.stuck() == 0);
        List<String> lines = lines(name, report);
        lines.forEach(line -> LOG.log(Level.INFO, line));
        return new AdminAnswer(ExitCode.OK, lines);
    }

    private LoadedPlugin again(LoadedPlugin old) {
        try {
            return components.plugins().again(old);
        } catch (QuaysideException e) {
            throw notReloaded(old.name(), e);
        }
    }

    private static QuaysideException notReloaded(String name, Throwable cause) {
        String why =
                cause instanceof QuaysideException known ? known.code() + ": " + known.getMessage() : cause.toString();
        LOG.log(Level.WARNING, "the plugin " + name + " was not reloaded", cause);
        return new QuaysideException(
                "QS-414", "the plugin " + name + " was not reloaded, and goes on as it was: " + why, cause);
    }

    private static List<String> lines(String name, ReloadReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("the plugin " + name + " is reloaded in " + report.took().toMillis() + " ms: "
                + (report.endpoints().isEmpty()
                        ? "no endpoint uses it"
                        : "endpoints " + String.join(", ", report.endpoints()) + ", " + report.drained()
                                + (report.drained() == 1 ? " session" : " sessions") + " drained, " + report.cut()
                                + " cut off"));
        if (report.stuck() > 0) {
            lines.add(report.stuck() + " callbacks of the old one run on; its classes stay until they end");
        }
        lines.addAll(report.problems());
        return lines;
    }

    /** By the name of its jar or directory, or else by the id of a plugin in it. */
    private LoadedPlugin called(String name) {
        LoadedPlugin plugin = components.plugins().called(name);
        if (plugin == null) {
            plugin = components.plugins().all().stream()
                    .filter(each -> ids(each).contains(name))
                    .findFirst()
                    .orElse(null);
        }
        return known(plugin, name);
    }

    private LoadedPlugin known(@Nullable LoadedPlugin plugin, String name) {
        if (plugin == null) {
            List<String> names =
                    components.plugins().all().stream().map(LoadedPlugin::name).toList();
            throw new QuaysideException(
                    "QS-404",
                    "there is no plugin " + name + " to reload; "
                            + (names.isEmpty() ? "none is loaded" : "loaded are: " + String.join(", ", names)));
        }
        return plugin;
    }

    private void refuseShared(LoadedPlugin plugin) {
        Providers all = components.providers();
        boolean shared = Stream.of(all.transports(), all.pools(), all.sessions())
                .flatMap(found -> found.stream().map(Object::getClass))
                .anyMatch(type -> type.getClassLoader() == plugin.loader());
        if (shared) {
            throw new QuaysideException(
                    "QS-305",
                    plugin.name()
                            + " provides a transport, a pool or a session layer, which the server opens once: stop it"
                            + " and start it again");
        }
    }

    private List<String> ids(LoadedPlugin plugin) {
        return components.providers().plugins().stream()
                .filter(each -> each.getClass().getClassLoader() == plugin.loader())
                .map(PluginProvider::id)
                .sorted()
                .toList();
    }
}
