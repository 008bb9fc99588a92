package io.quayside.transport.uring;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** For tests that are skipped where io_uring can't run, with what stands in the way as the reason. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsRing.Condition.class)
public @interface NeedsRing {
    /** Asks the provider, as the framework does. */
    class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            String obstacle = new UringTransportProvider().unavailableBecause();
            return obstacle == null
                    ? ConditionEvaluationResult.enabled("io_uring runs here")
                    : ConditionEvaluationResult.disabled(obstacle);
        }
    }
}
