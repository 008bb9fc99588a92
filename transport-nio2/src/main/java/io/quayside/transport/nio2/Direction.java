package io.quayside.transport.nio2;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.CompletionHandler;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection: carries out its posts one operation after the other, and hands over their completions one
 * after the other (T1, T3, T4).
 *
 * <p><b>Concurrency.</b> A direction has at most one owner, settled by the {@link PostQueue} that it is: the thread whose
 * post found it free, then whatever thread takes the completion of the operation begun. The owner alone begins operations,
 * calls back and touches the list. A free direction costs one CAS to take and one to release; a post from within the
 * direction's own callback costs none, because the owner makes it.
 *
 * <pre>
 *   post, when free ---> begin ---> (pending) ---> completed, on a worker ---> deliver ---+--- something posted: begin
 *                          |                                                     ^        |
 *                          +--- completed within the call, on a worker ----------+        +--- nothing: free
 *                          +--- failed ---> connection closes, everything posted fails    +--- closing: everything fails
 * </pre>
 *
 * <p>{@code deliverer} is read by every poster without synchronization: a thread finds itself in it only while it is in
 * one of the callbacks, since it wrote that itself, and every other value means "not you".
 */
abstract class Direction extends PostQueue implements CompletionHandler<Number, IoContext> {
    private final Nio2Connection connection;
    private final Operation operation;
    private @Nullable IoContext first;
    private @Nullable IoContext last;
    private long sequence;
    private boolean over;
    private @Nullable Thread deliverer;

    Direction(Nio2Connection connection, Operation operation) {
        this.connection = connection;
        this.operation = operation;
    }

    /** Begins an operation for the context in front, and those behind it where the direction can; the owner's. */
    abstract void begin();

    /** Hands over what the operation has completed; the owner's, on a worker. */
    abstract void deliver(int result);

    /** This, as the channel wants it for one kind of results; it makes no difference here. */
    @SuppressWarnings("unchecked")
    final <R extends Number> CompletionHandler<R, IoContext> results() {
        return (CompletionHandler<R, IoContext>) (CompletionHandler<?, IoContext>) this;
    }

    /** Posts a context and those chained behind it; false leaves them the caller's. */
    final boolean post(IoContext chain) {
        mark(chain, operation);
        if (deliverer == Thread.currentThread()) {
            return postFromCallback(chain);
        }
        switch (offer(chain)) {
            case QUEUED -> {
                return true;
            }
            case OWNED -> {
                enlist(chain);
                beginAsPoster();
                return true;
            }
            default -> {
                return refuse(chain);
            }
        }
    }

    @Override
    public final void completed(Number result, IoContext context) {
        returned(result.intValue(), null);
    }

    @Override
    public final void failed(Throwable cause, IoContext context) {
        returned(0, cause);
    }

    /** Ends the direction of a closing connection if nobody owns it; an owner finds out by itself. */
    final void endUnlessOwned() {
        if (!endIfFree()) {
            return;
        }
        if (first == null) {
            connection.leave();
        } else {
            connection.execute(this::failAll);
        }
    }

    /** The context in front; the owner's. */
    final @Nullable IoContext first() {
        return first;
    }

    /** Takes the context in front off, to be handed over; the owner's. */
    final IoContext poll() {
        IoContext context = first;
        if (context == null) {
            throw new IllegalStateException("nothing is posted");
        }
        first = context.next();
        if (first == null) {
            last = null;
        }
        context.next(null);
        return context;
    }

    /** Refuses posts and begins nothing more; what is posted stays so until the connection closes. The owner's. */
    final void stop() {
        over = true;
        enlist(close());
    }

    private boolean postFromCallback(IoContext chain) {
        if (over) {
            return refuse(chain);
        }
        enlist(take()); // what another thread posted before, and maybe told this one about
        enlist(chain);
        return true;
    }

    private static boolean refuse(IoContext chain) {
        mark(chain, Operation.NONE);
        return false;
    }

    private void beginAsPoster() {
        Worker worker = connection.currentWorker();
        if (worker != null) {
            beginUntilPending(worker);
            return;
        }
        try {
            begin(); // never completes within the call on a thread that isn't a worker
        } catch (RuntimeException | Error e) {
            connection.execute(() -> returned(0, e));
        }
    }

    private void beginUntilPending(Worker worker) {
        while (worker.completes(this)) {
            if (!goesOnAfter(worker.result(), worker.takeCause())) {
                return;
            }
        }
    }

    private void returned(int result, @Nullable Throwable cause) {
        Worker worker = (Worker) Thread.currentThread();
        if (!worker.note(this, result, cause) && goesOnAfter(result, cause)) {
            beginUntilPending(worker);
        }
    }

    /** Hands over the outcome of an operation; true when the owner has another one to begin, otherwise it owns no more. */
    private boolean goesOnAfter(int result, @Nullable Throwable cause) {
        if (cause != null) {
            connection.broken(cause);
            end(cause);
            return false;
        }
        deliverer = Thread.currentThread();
        deliver(result);
        deliverer = null;
        if (connection.isClosing()) {
            end(null);
            return false;
        }
        return !over ? first != null || takesMore() : rests();
    }

    private boolean takesMore() {
        IoContext chain = takeOrRelease();
        if (chain == null) {
            connection.directionFreed(this);
            return false;
        }
        enlist(chain);
        return true;
    }

    private boolean rests() {
        release();
        connection.directionFreed(this);
        return false;
    }

    private void end(@Nullable Throwable cause) {
        enlist(end());
        if (first != null) {
            failAll(cause == null ? new AsynchronousCloseException() : cause);
        }
        connection.leave();
    }

    private void failAll() {
        failAll(new AsynchronousCloseException());
        connection.leave();
    }

    private void failAll(Throwable cause) {
        deliverer = Thread.currentThread();
        while (first != null) {
            connection.deliverFailure(poll(), cause);
        }
        deliverer = null;
    }

    /** Numbers the contexts of a chain, and puts them behind what is listed. */
    private void enlist(@Nullable IoContext chain) {
        if (chain == null) {
            return;
        }
        if (last == null) {
            first = chain;
        } else {
            last.next(chain);
        }
        for (IoContext context = chain; context != null; context = context.next()) {
            context.sequence(sequence++);
            last = context;
        }
    }

    private static void mark(IoContext chain, Operation operation) {
        for (IoContext context = chain; context != null; context = context.next()) {
            context.operation(operation);
        }
    }
}
