package io.quayside.api.codec;

import io.quayside.api.Stable;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are not a message; closes the session they came from, with this message as the reason (C5).
 *
 * @since 0.1
 */
@Stable
public class CodecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong with the bytes, with the figures. */
    public CodecException(String message) {
        this(message, null);
    }

    /** Says what is wrong with the bytes, with what a parser said. */
    public CodecException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
