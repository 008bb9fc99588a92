package io.quayside.tck.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.tck.Breakers;
import io.quayside.tck.PromiseReport;
import io.quayside.tck.Run;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract itself: it accepts a sound plugin, and each of its rules rejects one that is broken on purpose. */
class PluginContractTest {
    private static final Breakers BREAKERS = breakers();

    private static Breakers breakers() {
        Breakers breakers = new Breakers(PluginContract.class);
        for (PluginFault fault : PluginFault.values()) {
            breakers.with(fault.description(), fault.rules());
        }
        return breakers;
    }

    @Test
    void acceptsASoundPlugin() {
        Run run = Run.of(PluginSubject.class, rule -> true, Map.of());
        assertEquals(Map.of(), run.failed());
        assertEquals(Map.of(), run.skipped());
        assertEquals(BREAKERS.names(), run.ran());
    }

    @ParameterizedTest
    @EnumSource
    void rejects(PluginFault fault) {
        Set<String> rules = new TreeSet<>(fault.rules());
        Run run = Run.of(PluginSubject.class, rules::contains, Map.of(PluginSubject.FAULT, fault.name()));
        assertEquals(rules, run.failed().keySet(), "rules that noticed it");
        run.failed().forEach((rule, thrown) -> {
            String message = String.valueOf(thrown.getMessage());
            assertTrue(message.startsWith(PromiseReport.laws(BREAKERS.rule(rule)) + ": promised is that "), message);
        });
    }

    @Test
    void everyRuleHasAFaultThatItMustNotice() {
        assertEquals(Set.of(), BREAKERS.unbroken());
    }

    @Test
    void thePageSaysSo() {
        BREAKERS.requireTable("plugin");
    }
}
