package io.quayside.tck.transport;

import io.quayside.api.Open;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a rule that is skipped where a harness lacks one of these capabilities.
 *
 * @since 0.1
 */
@Open
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Needs {
    /** The capabilities. */
    Capability[] value();
}
