package io.quayside.api;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A failure that a person has to act upon: what was being done, to what, why it failed, and the way out.
 *
 * <p>The code is stable across releases and has an entry in {@code docs/errors.md}. The message is one line, fit to be
 * shown to an operator as it is.
 */
public class QuaysideException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /** A failure with no deeper cause. */
    public QuaysideException(String code, String message) {
        this(code, message, null);
    }

    /** A failure that another one led to. */
    public QuaysideException(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = requireNonNull(code, "code");
    }

    /** The stable code, such as {@code QS-201}. */
    public final String code() {
        return code;
    }
}
