package io.quayside.tck;

import io.quayside.api.Stable;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a rule of a contract: a test method whose name begins with the law's number, such as {@code t4_}, {@code p1_} or
 * {@code c2_}, and whose failure says what was promised and what happened.
 *
 * @since 0.1
 */
@Stable
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ExtendWith(PromiseReport.class)
public @interface Promise {
    /** What the law promises here, as a sentence without its full stop. */
    String value();
}
