package io.quayside.distribution.cli;

import io.quayside.api.codec.CodecProvider;
import io.quayside.api.plugin.PluginProvider;
import io.quayside.api.pool.PoolProvider;
import io.quayside.api.session.SessionProvider;
import io.quayside.api.transport.TransportProvider;
import io.quayside.core.discovery.Providers;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what a server can be put together from. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        header = "Shows the plugins, codecs, transports and pools there are.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        optionListHeading = "%n",
        description = {
            "Each with the id that a configuration chooses it by and the jar it comes from; and of transports which one"
                    + " auto takes, and why one cannot run here."
        })
final class ListCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final PluginOptions pluginOptions = new PluginOptions();

    ListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Logging.only("ERROR");
        try (Components components = pluginOptions.load(surroundings.installation())) {
            show(components.providers());
            PrintWriter out = surroundings.out();
            components.plugins().remarks().forEach(remark -> out.println("note: " + remark));
        }
        return ExitCode.OK;
    }

    private void show(Providers found) {
        showTransports(found.transports());
        show("Codecs", found.codecs(), CodecProvider::id, each -> List.of(each.description()));
        show("Pools", found.pools(), PoolProvider::id, each -> List.of(each.description()));
        show("Session layers", found.sessions(), SessionProvider::id, each -> List.of(each.description()));
        show("Plugins", found.plugins(), PluginProvider::id, each -> List.of(each.description(), codec(each)));
    }

    private void showTransports(Collection<TransportProvider> found) {
        Map<TransportProvider, String> obstacles = new HashMap<>();
        for (TransportProvider each : found) {
            obstacles.put(each, Objects.requireNonNullElse(each.unavailableBecause(), ""));
        }
        Optional<TransportProvider> best = found.stream()
                .filter(each -> obstacles.getOrDefault(each, "").isEmpty())
                .max(Comparator.comparingInt(TransportProvider::preference));
        show("Transports", found, TransportProvider::id, each -> {
            String missing = obstacles.getOrDefault(each, "");
            String taken = best.filter(each::equals).isPresent() ? "; auto takes it" : "";
            return List.of(
                    each.description(), missing.isEmpty() ? "can run here" + taken : "cannot run here: " + missing);
        });
    }

    private <P> void show(
            String title, Collection<P> found, Function<P, String> id, Function<P, List<String>> description) {
        Table table = new Table();
        for (P provider : found.stream().sorted(Comparator.comparing(id)).toList()) {
            List<String> row = new ArrayList<>();
            row.add(id.apply(provider));
            row.add(Origin.of(provider.getClass(), surroundings.installation().home()));
            row.addAll(description.apply(provider));
            table.row(row.toArray(String[]::new));
        }
        surroundings.out().println(title);
        table.print(surroundings.out());
        surroundings.out().println();
    }

    private static String codec(PluginProvider<?> provider) {
        return "codec " + provider.defaultCodec() + " unless configured";
    }
}
