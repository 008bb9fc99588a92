package io.quayside.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The test of a contract itself: all its rules accept a sound implementation, and each rejects those that are broken in the
 * way that it has to notice. A subclass says what the contract is, and what breaks it.
 *
 * @param <F> the faults, each of which is a constant of this enum
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ContractCheck<F extends Enum<F> & Broken> {
    /** The parameter of a run that names the fault. */
    public static final String FAULT = "quayside.fault";

    /** What is broken, by rule. */
    protected final Breakers breakers;

    private final String kind;
    private final Class<?> subject;
    private final Class<F> faults;

    /**
     * A check of one contract.
     *
     * @param kind what the contract is for, as the page calls it
     * @param subject the contract's subclass, whose implementation has the fault that the run's parameters name
     * @param faults all faults
     * @param groups the classes that have the contract's rules
     */
    protected ContractCheck(String kind, Class<?> subject, Class<F> faults, Class<?>... groups) {
        this.kind = kind;
        this.subject = subject;
        this.faults = faults;
        this.breakers = new Breakers(groups);
        for (F fault : faults()) {
            breakers.with(fault.description(), fault.rules());
        }
    }

    /** The worlds that a subject can be in, as parameters of a run; one without any, unless overridden. */
    protected List<Map<String, String>> worlds() {
        return List.of(Map.of());
    }

    /** Whether a fault shows in this world by this rule. */
    protected boolean isFor(Map<String, String> world, String rule) {
        return true;
    }

    /** Throws unless the run of all rules on a sound subject went as it has to in this world. */
    protected void requireSound(Map<String, String> world, Run run) {
        assertEquals(Map.of(), run.failed(), "rules that a sound one doesn't keep");
        assertEquals(Map.of(), run.skipped(), "rules that were skipped");
        assertEquals(new TreeSet<>(breakers.names()), new TreeSet<>(run.ran()), "rules that ran");
    }

    final List<F> faults() {
        return List.of(faults.getEnumConstants());
    }

    @Test
    final void acceptsWhatIsSound() {
        for (Map<String, String> world : worlds()) {
            requireSound(world, Run.of(subject, rule -> true, world));
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    final void rejects(F fault) {
        for (Map<String, String> world : worlds()) {
            Set<String> rules = new TreeSet<>(fault.rules());
            rules.removeIf(rule -> !isFor(world, rule));
            if (rules.isEmpty()) {
                continue;
            }
            Map<String, String> parameters = new HashMap<>(world);
            parameters.put(FAULT, fault.name());
            Run run = Run.of(subject, rules::contains, parameters);
            assertEquals(rules, run.failed().keySet(), () -> "rules that noticed it; skipped: " + run.skipped());
            run.failed().forEach(this::requireExplained);
        }
    }

    private void requireExplained(String rule, Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        assertTrue(message.startsWith(PromiseReport.laws(breakers.rule(rule)) + ": promised is that "), message);
        assertTrue(message.matches("(?s).*\\. What happened: .+"), message);
    }

    @Test
    final void everyRuleHasAFaultThatItMustNotice() {
        assertEquals(Set.of(), breakers.unbroken());
    }

    @Test
    final void thePageSaysSo() {
        breakers.requireTable(kind);
    }
}
