package io.quayside.tck;

import io.quayside.api.Open;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Puts what was promised before what happened, when a rule fails or what is checked after each rule does.
 *
 * @since 0.1
 */
@Open
public final class PromiseReport implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    private static final Pattern LAWS = Pattern.compile("((?:[a-z]\\d{1,2}_)+).*");

    /** Whose code is on the stack and isn't what is tested. */
    private static final List<String> OTHERS = List.of("java.", "jdk.", "sun.", "org.junit.", "io.quayside.tck.");

    /** For JUnit. */
    public PromiseReport() {}

    /** The numbers of the laws that a rule is about, as they begin its name: {@code T1, T2} for {@code t1_t2_...}. */
    public static String laws(Method rule) {
        Matcher matcher = LAWS.matcher(rule.getName());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("the name of " + rule + " doesn't begin with the number of a law");
        }
        return matcher.group(1).replaceAll("_$", "").replace("_", ", ").toUpperCase(Locale.ROOT);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw explained(context, thrown);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw explained(context, thrown);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw explained(context, thrown);
    }

    private static Throwable explained(ExtensionContext context, Throwable thrown) {
        Method rule = context.getRequiredTestMethod();
        Promise promise = rule.getAnnotation(Promise.class);
        if (promise == null || thrown instanceof TestAbortedException) {
            return thrown;
        }
        return new AssertionError(
                laws(rule) + ": promised is that " + promise.value() + ". What happened: " + happened(thrown), thrown);
    }

    /** What an assertion says; or of anything else what was thrown and where, in the code that is tested if it was there. */
    private static String happened(Throwable thrown) {
        Throwable cause = thrown.getCause();
        if (thrown instanceof ExecutionException && cause != null) {
            return happened(cause);
        }
        if (thrown instanceof AssertionError && thrown.getMessage() != null) {
            return thrown.getMessage();
        }
        String place = Stream.of(thrown.getStackTrace())
                .filter(PromiseReport::isTested)
                .findFirst()
                .map(call -> ", thrown at " + call)
                .orElse("");
        return thrown + place;
    }

    private static boolean isTested(StackTraceElement call) {
        return OTHERS.stream().noneMatch(call.getClassName()::startsWith);
    }
}
