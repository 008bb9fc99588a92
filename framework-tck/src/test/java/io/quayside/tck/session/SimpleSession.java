package io.quayside.tck.session;

import io.quayside.api.codec.CodecException;
import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionHandler;
import io.quayside.api.session.SessionWatch;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.ConnectionHandler;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection, as the simplest layer serves it: everything is a step of its strand. */
final class SimpleSession<M> implements Session<M>, ConnectionHandler {
    private final SimpleSessions<M> layer;
    private final Connection connection;
    private final SessionWatch watch;
    private final long id;
    private final SimpleStrand strand;
    private final SimpleOutput<M> output;
    private final SimpleWork<M> work;
    private final SimpleTimes<M> times;
    private final AtomicReference<@Nullable CloseReason> reason = new AtomicReference<>();
    private final AtomicBoolean established = new AtomicBoolean();
    private volatile @Nullable Object attachment;
    private volatile @Nullable Thread calling;
    private boolean lost;
    private @Nullable IoContext held;
    private boolean ended;
    private boolean waiting;
    private volatile boolean malformed;
    private volatile boolean paused;
    private volatile boolean outputEnded;
    private volatile boolean inIdle;
    private volatile boolean gone;

    SimpleSession(SimpleSessions<M> layer, Connection connection, SessionWatch watch, long id) {
        this.layer = layer;
        this.connection = connection;
        this.watch = watch;
        this.id = id;
        this.strand = new SimpleStrand(layer.parts.transport(), layer::isStopped);
        this.output = new SimpleOutput<>(layer, connection, this);
        this.work = new SimpleWork<>(layer, strand, this::close, () -> gone);
        this.times = new SimpleTimes<>(layer, this);
    }

    void begin() {
        strand.add(() -> {
            call("opened", to -> to.opened(this));
            if (has(SessionFault.TELLS_OPENED_TWICE)) {
                call("opened", to -> to.opened(this));
            }
            held = layer.firstReceive();
            lost = !receive() && has(SessionFault.FORGETS_A_CLOSE_WHILE_OPENING);
        });
        connection.start(this);
        strand.goOn();
    }

    SessionWatch watch() {
        return watch;
    }

    SimpleTimes<M> times() {
        return times;
    }

    // ---- what its output and its times tell

    void relieved() {
        strand.add(() -> call("writable", to -> to.writable(this)));
    }

    void tookSome() {
        times.sent();
    }

    void drained() {
        times.allSent();
        strand.add(this::allSent);
    }

    void idle() {
        strand.add(() -> {
            inIdle = !has(SessionFault.GIVES_ANOTHER_REASON_WHEN_IDLE);
            call("idle", to -> to.idle(this));
            inIdle = false;
        });
    }

    void cut() {
        connection.abort();
    }

    // ---- completions

    @Override
    public void received(IoContext context) {
        times.received();
        strand.add(() -> {
            context.buffer().flip();
            held = context;
            decode(false);
        });
    }

    @Override
    public void endOfStream(IoContext context) {
        strand.add(() -> {
            held = context;
            ended = true;
            if (has(SessionFault.FORGETS_THE_END_OF_STREAM)) {
                connection.close();
            } else if (isOpen()) {
                call("endOfStream", to -> to.endOfStream(this));
            } else {
                connection.close();
            }
        });
    }

    @Override
    public void sent(IoContext context) {
        output.sent(context);
    }

    @Override
    public void failed(IoContext context, Throwable cause) {
        if (context.operation() == Operation.SEND) {
            output.failed(context);
        } else {
            gone = has(SessionFault.DROPS_TASKS_AT_THE_END);
            strand.add(() -> held = has(SessionFault.LEAKS_THE_RECEIVE) ? null : context);
        }
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        CloseReason why = cause == null
                ? new CloseReason(Kind.PEER_CLOSED, "closed", null)
                : new CloseReason(Kind.CONNECTION_LOST, "lost", cause);
        strand.end(() -> over(why));
    }

    // ---- steps

    private void over(CloseReason why) {
        if (lost) {
            return;
        }
        reason.compareAndSet(null, why);
        CloseReason first = reason.get();
        output.over();
        call("closed", to -> to.closed(this, first));
        if (has(SessionFault.TELLS_CLOSED_TWICE)) {
            call("closed", to -> to.closed(this, first));
        }
        IoContext last = held;
        held = null;
        if (last != null) {
            layer.lastReceive(last);
        }
        gone = true;
        layer.ended(this, first);
    }

    /** Hands over one message, and the others in a step of their own: tasks come between. */
    private void decode(boolean tookSome) {
        IoContext context = held;
        if (context == null) {
            return;
        }
        waiting = paused && (isOpen() || has(SessionFault.STAYS_PAUSED));
        if (waiting && !has(SessionFault.FINISHES_WHAT_HAS_COME)) {
            if (has(SessionFault.LOSES_WHAT_WAITS)) {
                context.buffer().position(context.buffer().limit());
            }
            return;
        }
        M message = null;
        try {
            message = takesMessages() || has(SessionFault.GOES_ON_AFTER_A_CLOSE)
                    ? layer.parts.codec().decode(context.buffer(), context.view())
                    : null;
        } catch (CodecException e) {
            if (has(SessionFault.PASSES_OVER_NONSENSE)) {
                context.buffer().position(context.buffer().position() + Lines.NONSENSE.length() + 1);
                strand.add(() -> decode(true));
                return;
            }
            if (!has(SessionFault.HAS_NO_LAST_WORD)) {
                malformed = true;
                call("malformed", to -> to.malformed(this, e));
            }
            String why = has(SessionFault.SAYS_NOT_WHY_BYTES_ARE_BAD) ? "" : String.valueOf(e.getMessage());
            close(new CloseReason(Kind.CODEC_ERROR, why, null));
        }
        if (message == null) {
            if (takesMessages() && !has(SessionFault.FORGETS_PARTS)) {
                context.buffer().compact();
            } else {
                context.buffer().clear();
            }
            times.left(context.buffer().position() > 0, tookSome);
            receive();
            return;
        }
        M whole = message;
        call("message", to -> to.message(this, whole));
        strand.add(() -> decode(true));
    }

    private boolean receive() {
        IoContext context = held;
        if (context == null || !connection.receive(context)) {
            return false;
        }
        held = null;
        return true;
    }

    private boolean takesMessages() {
        return isOpen() && !(outputEnded && has(SessionFault.HEARS_NOTHING_AFTER_THE_END));
    }

    private void allSent() {
        connection.shutdownOutput();
        if (ended && !isOpen()) {
            connection.close();
        }
    }

    private void call(String callback, Consumer<SessionHandler<M>> body) {
        calling = Thread.currentThread();
        try {
            body.accept(layer.parts.handler());
        } catch (RuntimeException | Error thrown) {
            if (!has(SessionFault.PASSES_OVER_WHAT_IS_THROWN)) {
                close(new CloseReason(Kind.PLUGIN_ERROR, callback + " threw", thrown));
            }
        } finally {
            calling = null;
        }
    }

    // ---- the session

    void close(CloseReason why) {
        if (reason.compareAndSet(null, why)) {
            if (!has(SessionFault.TAKES_AFTER_THE_CLOSE)) {
                output.refuse();
            }
            times.closing();
            strand.add(output::finish);
            strand.add(this::goOn);
        }
    }

    /** Messages that wait, since receiving was paused, are handed over or dropped. */
    private void goOn() {
        if (waiting) {
            decode(false);
        }
    }

    @Override
    public void pauseReceiving() {
        paused = true;
    }

    @Override
    public void resumeReceiving() {
        paused = false;
        strand.add(this::goOn);
    }

    @Override
    public void shutdownOutput() {
        outputEnded = true;
        if (has(SessionFault.ENDS_BEFORE_THE_LAST)) {
            output.over();
            connection.shutdownOutput();
            return;
        }
        if (!has(SessionFault.TAKES_AFTER_THE_END)) {
            output.refuse();
        }
        strand.add(output::finish);
    }

    void abort(CloseReason why) {
        reason.compareAndSet(null, why);
        connection.abort();
    }

    SendResult send(int size, boolean toGroup, Consumer<ByteBuffer> encode) {
        return output.send(size, toGroup, calling == Thread.currentThread(), encode);
    }

    @Override
    public SendResult send(M message) {
        SimpleSession<M> next = gone && has(SessionFault.SENDS_TO_THE_NEXT_OWNER) ? layer.anybodyElse(this) : null;
        if (next != null) {
            return next.send(message);
        }
        int size;
        try {
            size = layer.parts.codec().encodedSize(message);
        } catch (IllegalArgumentException e) {
            if (has(SessionFault.CLOSES_WHOSE_MESSAGE_IS_TOO_LARGE)) {
                abort();
            }
            throw e;
        }
        return send(size, false, out -> layer.parts.codec().encode(message, out));
    }

    @Override
    public boolean execute(Runnable task) {
        return work.execute(() -> {
            if (!paused || !has(SessionFault.STOPS_ALL_WHILE_PAUSED)) {
                task.run();
            }
        });
    }

    @Override
    public boolean offload(Runnable blocking) {
        return work.offload(blocking);
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public SocketAddress remoteAddress() {
        return connection.remoteAddress();
    }

    @Override
    public SocketAddress localAddress() {
        return connection.localAddress();
    }

    @Override
    public boolean isOpen() {
        return reason.get() == null;
    }

    @Override
    public long queuedBytes() {
        return output.bytes();
    }

    @Override
    public void established() {
        if (established.compareAndSet(false, true)) {
            watch.established();
        }
    }

    @Override
    public void close() {
        close("closed by the plugin");
    }

    @Override
    public void close(String detail) {
        close(new CloseReason(closesCountAs(), detail, null));
    }

    private Kind closesCountAs() {
        if (malformed && !has(SessionFault.BLAMES_THE_PLUGIN_FOR_BAD_BYTES)) {
            return Kind.CODEC_ERROR;
        }
        return ended ? Kind.PEER_CLOSED : inIdle ? Kind.IDLE : Kind.PLUGIN_CLOSED;
    }

    @Override
    public void abort() {
        abort(new CloseReason(Kind.PLUGIN_CLOSED, "aborted", null));
    }

    @Override
    public @Nullable Object attachment() {
        return attachment;
    }

    @Override
    public void attach(@Nullable Object kept) {
        attachment = has(SessionFault.FORGETS_ATTACHMENTS) ? null : kept;
    }

    private boolean has(SessionFault asked) {
        return layer.has(asked);
    }
}
