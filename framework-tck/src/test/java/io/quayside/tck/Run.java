package io.quayside.tck;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a contract on a subject, as its author's build would, and keeps which rules failed, and how. */
public final class Run implements TestExecutionListener {
    private final Map<String, Throwable> failed = new TreeMap<>();
    private final Map<String, String> skipped = new TreeMap<>();
    private final Map<String, Integer> ran = new LinkedHashMap<>();

    private Run() {}

    /**
     * Runs the rules of a test class.
     *
     * @param wanted the names of the rules to run
     * @param parameters what the test class asks its extensions for
     */
    public static Run of(Class<?> testClass, Predicate<String> wanted, Map<String, String> parameters) {
        PostDiscoveryFilter byName = descriptor -> {
            String rule = name(descriptor.getSource().orElse(null));
            return FilterResult.includedIf(rule.isEmpty() || wanted.test(rule));
        };
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(testClass))
                .filters(byName)
                .configurationParameters(parameters)
                .build();
        Run run = new Run();
        LauncherFactory.create().execute(request, run);
        return run;
    }

    private static String name(Object source) {
        return source instanceof MethodSource method ? method.getMethodName() : "";
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        skipped.put(name(test.getSource().orElse(null)), reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        String rule = name(test.getSource().orElse(null));
        if (result.getStatus() == Status.ABORTED) {
            skipped.put(rule, String.valueOf(result.getThrowable().orElse(null)));
        } else if (test.isTest()) {
            ran.merge(rule, 1, Integer::sum);
        }
        if (result.getStatus() == Status.FAILED) {
            failed.put(rule, result.getThrowable().orElseThrow());
        }
    }

    /** The rules that failed, and how. */
    public Map<String, Throwable> failed() {
        return failed;
    }

    /** The rules that were skipped, and why. */
    public Map<String, String> skipped() {
        return skipped;
    }

    /** The rules that were tested. */
    public Set<String> ran() {
        return ran.keySet();
    }
}
