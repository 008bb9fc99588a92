package io.quayside.distribution.cli;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.transport.TransportProvider;
import io.quayside.core.discovery.Providers;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of every transport, also of those that no endpoint uses here: which ones are used is mostly the machine's to
 * say, and a configuration that is right on one is right on all. Used by {@code check}.
 */
final class TransportSections {
    private static final String CANNOT_RUN = "QS-103";

    private TransportSections() {}

    /**
     * Has each transport look at its section, by opening it, and closes it again.
     *
     * @return what there is to remark
     * @throws QuaysideException at the first error
     */
    static List<String> check(Providers providers, Settings transports) {
        List<String> remarks = new ArrayList<>();
        for (TransportProvider provider : providers.transports()) {
            if (transports.has(provider.id())) {
                check(provider, transports.section(provider.id()), remarks);
            }
        }
        return remarks;
    }

    private static void check(TransportProvider provider, Settings section, List<String> remarks) {
        String failure = "";
        try {
            provider.open(section).close();
        } catch (QuaysideException e) {
            if (!e.code().equals(CANNOT_RUN)) { // else it has looked at the settings first
                throw e;
            }
            failure = String.valueOf(e.getMessage());
        }
        section.rejectUnknown();
        if (!failure.isEmpty() && !section.keys().isEmpty()) {
            remarks.add("transports." + provider.id() + " has no effect here: " + failure);
        }
    }
}
