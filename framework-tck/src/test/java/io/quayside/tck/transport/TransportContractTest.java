package io.quayside.tck.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.tck.ContractCheck;
import io.quayside.tck.Run;
import io.quayside.tck.memory.Fault;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The contract of transports accepts a sound one, on threads and without, and each of its rules rejects one that is broken on
 * purpose.
 */
class TransportContractTest extends ContractCheck<Fault> {
    TransportContractTest() {
        super(
                "transport",
                MemorySubject.class,
                Fault.class,
                TransportReceivingContract.class,
                TransportSendingContract.class,
                TransportLendingContract.class,
                TransportHalfCloseContract.class,
                TransportClosingContract.class,
                TransportConcurrencyContract.class,
                TransportCallbackContract.class,
                TransportAcceptingContract.class,
                TransportConnectingContract.class,
                TransportTaskContract.class,
                TransportEndingContract.class,
                TransportStormContract.class);
    }

    private static boolean hasThreads(Map<String, String> world) {
        return Boolean.parseBoolean(world.get(MemorySubject.THREADS));
    }

    private boolean needsThreads(String rule) {
        Needs needs = breakers.rule(rule).getAnnotation(Needs.class);
        return needs != null && List.of(needs.value()).contains(Capability.THREADS);
    }

    @Override
    protected List<Map<String, String>> worlds() {
        return List.of(Map.of(MemorySubject.THREADS, "false"), Map.of(MemorySubject.THREADS, "true"));
    }

    @Override
    protected boolean isFor(Map<String, String> world, String rule) {
        return needsThreads(rule) == hasThreads(world);
    }

    @Override
    protected void requireSound(Map<String, String> world, Run run) {
        assertEquals(Map.of(), run.failed(), "rules that a sound one doesn't keep");
        Set<String> expected = new TreeSet<>(breakers.names());
        expected.removeIf(
                rule -> hasThreads(world) ? rule.equals("t10_acceptingGoesOnAfterFailedAccepts") : needsThreads(rule));
        run.skipped().remove("t12_ipVersion6"); // where the machine has none
        Set<String> ran = new TreeSet<>(run.ran());
        ran.add("t12_ipVersion6");
        assertEquals(expected, ran, "rules that ran");
        assertEquals(breakers.names().size() - expected.size(), run.skipped().size(), "rules that were skipped");
        run.skipped().forEach((rule, why) -> assertTrue(why.contains("capability"), () -> rule + ": " + why));
    }
}
