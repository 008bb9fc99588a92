package io.quayside.tck.transport;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.tck.Breakers;
import io.quayside.tck.PromiseReport;
import io.quayside.tck.Run;
import io.quayside.tck.memory.Fault;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract itself: it accepts a sound transport, and each of its rules rejects one that is broken on purpose. */
class TransportContractTest {
    static final Class<?>[] GROUPS = {
        TransportReceivingContract.class,
        TransportSendingContract.class,
        TransportHalfCloseContract.class,
        TransportClosingContract.class,
        TransportConcurrencyContract.class,
        TransportCallbackContract.class,
        TransportAcceptingContract.class,
        TransportConnectingContract.class,
        TransportTaskContract.class,
        TransportEndingContract.class,
        TransportStormContract.class
    };

    private static final Breakers BREAKERS = breakers();

    private static Breakers breakers() {
        Breakers breakers = new Breakers(GROUPS);
        for (Fault fault : Fault.values()) {
            breakers.with(fault.description(), fault.rules());
        }
        return breakers;
    }

    static boolean needsThreads(Method rule) {
        Needs needs = rule.getAnnotation(Needs.class);
        return needs != null && List.of(needs.value()).contains(Capability.THREADS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void acceptsASoundTransport(boolean threads) {
        Run run = Run.of(MemorySubject.class, rule -> true, MemorySubject.parameters(null, threads));
        assertEquals(Map.of(), run.failed());
        Set<String> expected = BREAKERS.names().stream()
                .filter(rule -> threads
                        ? !rule.equals("t10_acceptingGoesOnAfterFailedAccepts")
                        : !needsThreads(BREAKERS.rule(rule)))
                .collect(toSet());
        run.skipped().keySet().removeIf(rule -> rule.equals("t12_ipVersion6")); // where the machine has none
        Set<String> ran = new TreeSet<>(run.ran());
        ran.add("t12_ipVersion6");
        assertEquals(new TreeSet<>(expected), ran);
        assertEquals(BREAKERS.names().size() - expected.size(), run.skipped().size());
        run.skipped().forEach((rule, why) -> assertTrue(why.contains("capability"), () -> rule + ": " + why));
    }

    @ParameterizedTest
    @EnumSource
    void rejects(Fault fault) {
        for (boolean threads : new boolean[] {false, true}) {
            Set<String> rules = fault.rules().stream()
                    .filter(rule -> needsThreads(BREAKERS.rule(rule)) == threads)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (rules.isEmpty()) {
                continue;
            }
            Run run = Run.of(MemorySubject.class, rules::contains, MemorySubject.parameters(fault, threads));
            assertEquals(rules, run.failed().keySet(), () -> "rules that noticed it; " + run.skipped());
            run.failed().forEach((rule, thrown) -> assertExplained(BREAKERS.rule(rule), thrown));
        }
    }

    private static void assertExplained(Method rule, Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        assertTrue(message.startsWith(PromiseReport.laws(rule) + ": promised is that "), message);
        assertTrue(message.contains("What happened: "), message);
    }

    @Test
    void everyRuleHasAFaultThatItMustNotice() {
        assertEquals(Set.of(), BREAKERS.unbroken());
    }

    @Test
    void thePageSaysSo() {
        BREAKERS.requireTable("transport");
    }
}
