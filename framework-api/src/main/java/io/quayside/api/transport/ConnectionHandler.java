package io.quayside.api.transport;

import io.quayside.api.Stable;
import io.quayside.api.pool.IoContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes one connection's completions; implemented by the session layer, called by transports on workers.
 *
 * <p>For one connection, completions of receives do not overlap each other, nor do completions of sends; a completion of
 * a receive and one of a send may run at the same time. With each completion the context is handed over: the handler
 * holds it, and reposts or releases it. A failed operation means that the connection is broken: the transport closes it by
 * itself, and {@code closed} follows.
 *
 * @since 0.1
 */
@Stable
public interface ConnectionHandler {
    /**
     * Bytes came: at least one, between the position that was posted and the position now (T3). A context that the transport
     * has {@linkplain Connection#receive() lent} is filled from position 0.
     */
    void received(IoContext context);

    /** The peer has ended its stream; comes at most once, and no receive completes after it except as failed (T6). */
    void endOfStream(IoContext context);

    /** All of the context's bytes were handed to the system (T4). */
    void sent(IoContext context);

    /** The operation could not be carried out, or was cut off by a close; the context's operation tells which. */
    void failed(IoContext context, Throwable cause);

    /**
     * The connection is closed, and every completion has returned; nothing comes after this (T2).
     *
     * @param cause why, when it was not this side's close and not the regular end
     */
    void closed(@Nullable Throwable cause);
}
