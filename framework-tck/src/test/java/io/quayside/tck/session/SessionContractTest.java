package io.quayside.tck.session;

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

/** The contract itself: it accepts a sound session layer, and each of its rules rejects one that is broken on purpose. */
class SessionContractTest {
    private static final Breakers BREAKERS = breakers();

    private static Breakers breakers() {
        Breakers breakers = new Breakers(
                SessionCallbackContract.class,
                SessionLifeContract.class,
                SessionSendContract.class,
                SessionBoundContract.class,
                SessionReuseContract.class,
                SessionGroupContract.class,
                SessionOffloadContract.class);
        for (SessionFault fault : SessionFault.values()) {
            breakers.with(fault.description(), fault.rules());
        }
        return breakers;
    }

    @Test
    void acceptsASoundSessionLayer() {
        Run run = Run.of(SessionSubject.class, rule -> true, Map.of());
        assertEquals(Map.of(), run.failed());
        assertEquals(Map.of(), run.skipped());
        assertEquals(BREAKERS.names(), run.ran());
    }

    @ParameterizedTest
    @EnumSource
    void rejects(SessionFault fault) {
        Set<String> rules = new TreeSet<>(fault.rules());
        Run run = Run.of(SessionSubject.class, rules::contains, Map.of(SessionSubject.FAULT, fault.name()));
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
        BREAKERS.requireTable("session layer");
    }
}
