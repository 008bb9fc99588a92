package io.quayside.api;

import static java.util.Objects.requireNonNull;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A failure that a person has to act upon: what was being done, to what, why it failed, and the way out.
 *
 * <p>The code is stable across releases and has an entry in {@code docs/errors.md}. The message is one line, fit to be
 * shown to an operator as it is; the lines of a text that has several are joined.
 *
 * @since 0.1
 */
@Stable
public class QuaysideException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*");

    private final String code;

    /** A failure with no deeper cause. */
    public QuaysideException(String code, String message) {
        this(code, message, null);
    }

    /** A failure that another one led to. */
    public QuaysideException(String code, String message, @Nullable Throwable cause) {
        super(oneLine(message), cause);
        this.code = requireNonNull(code, "code");
    }

    /** The stable code, such as {@code QS-201}. */
    public final String code() {
        return code;
    }

    /** Messages are composed of others' texts, such as a cause's, and nobody who composes one sees how many lines those have. */
    private static String oneLine(String message) {
        Matcher lineBreak = LINE_BREAK.matcher(requireNonNull(message, "message"));
        return lineBreak.find() ? lineBreak.replaceAll(" ").strip() : message;
    }
}
