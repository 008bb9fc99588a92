package io.quayside.tck;

import java.lang.reflect.Method;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Puts what was promised before what happened, when a rule fails or what is checked after each rule does. */
public final class PromiseReport implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    private static final Pattern LAWS = Pattern.compile("((?:[a-z]\\d{1,2}_)+).*");

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
        String happened = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
        return new AssertionError(
                laws(rule) + ": promised is that " + promise.value() + ". What happened: " + happened, thrown);
    }
}
