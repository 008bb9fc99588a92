package io.quayside.distribution.cli;

import io.quayside.api.transport.TransportProvider;
import io.quayside.core.discovery.Providers;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The transports that tests run over on this machine. */
final class Transports {
    private Transports() {}

    /** The ids of those that can run here, the one that {@code auto} takes first. */
    static List<String> available() {
        return Providers.onClassPath().transports().stream()
                .filter(each -> each.unavailableBecause() == null)
                .sorted(Comparator.comparingInt(TransportProvider::preference).reversed())
                .map(TransportProvider::id)
                .toList();
    }

    /** As a configuration may name them: the ids, and {@code auto}. */
    static List<String> choices() {
        return Stream.concat(Stream.of("auto"), available().stream()).toList();
    }
}
