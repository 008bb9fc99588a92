package io.quayside.core.session;

import static io.quayside.core.session.StandardSession.CLOSED;
import static io.quayside.core.session.StandardSession.CLOSING;
import static io.quayside.core.session.StandardSession.CONTEXT_FREE;
import static io.quayside.core.session.StandardSession.DRAINED;
import static io.quayside.core.session.StandardSession.IDLE;
import static io.quayside.core.session.StandardSession.OPENED;
import static io.quayside.core.session.StandardSession.RECEIVED;
import static io.quayside.core.session.StandardSession.STREAM_ENDED;
import static io.quayside.core.session.StandardSession.WRITABLE;
import static java.util.Objects.requireNonNull;

import io.quayside.api.codec.CodecException;
import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.SessionHandler;
import io.quayside.api.transport.ConnectionHandler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A packet's way through the server, and the pooled slot of a session: what the transport completes comes in at
 * {@link #received}, is decoded and handed to the plugin in {@link #next}, what the plugin sent goes out in
 * {@link #receiveMore}, before the next receive is posted there.
 *
 * <p><b>Concurrency.</b> The transport's callbacks only note what came and signal the session's strand; everything else runs
 * on the strand. While a receive is posted, {@code context} belongs to the transport, otherwise to the strand.
 *
 * <pre>
 *   receiving:  NONE --start--> POSTED --received--> DECODING --nothing whole left--> POSTED
 *               DECODING stays while the session is congested (resumed by WRITABLE) or runs a blocking task
 *               DECODING, NONE --no context to be had--> STARVED --CONTEXT_FREE--> POSTED
 *               POSTED --end of stream, or the connection refuses--> ENDED
 *
 *   phase:      OPEN --somebody closed--> FLUSHING --all sent--> LINGERING --end of stream--> (connection closed)
 *               any --the connection is closed--> OVER: contexts released, plugin told, slot returned
 * </pre>
 *
 * <p>While FLUSHING and LINGERING, what the peer still sends is read and dropped, so that closing with unread bytes doesn't
 * reset the connection under what was sent last; the close time-out bounds it.
 */
final class Pipeline<M> implements ConnectionHandler {
    private static final Logger LOG = System.getLogger(Pipeline.class.getName());

    private enum Receiving {
        NONE,
        POSTED,
        DECODING,
        STARVED,
        ENDED
    }

    private enum Phase {
        OPEN,
        FLUSHING,
        LINGERING,
        OVER
    }

    private final int index;
    private final StandardSessions<M> layer;
    private final ReceiveSize size;
    private volatile @Nullable StandardSession<M> session;
    private @Nullable IoContext context;
    private Receiving receiving = Receiving.NONE;
    private Phase phase = Phase.OPEN;
    private int due;
    private TaskList.@Nullable Task tasks;
    private @Nullable Throwable closeCause;
    private int undecoded;
    private int starvedOf;

    Pipeline(int index, StandardSessions<M> layer) {
        this.index = index;
        this.layer = layer;
        this.size = new ReceiveSize(layer.atMostAContext(layer.limits().largestReceive()));
    }

    // ---- the slot

    int index() {
        return index;
    }

    /** Whose slot this is; null while it is free. */
    @Nullable StandardSession<M> session() {
        return session;
    }

    /** Gives the slot to a session whose connection is not started yet. */
    void begin(StandardSession<M> owner) {
        owner.prepare(OPENED); // first: from the next line on, others find the session and may signal it
        session = owner;
        owner.connection().start(this);
        owner.launch();
    }

    /** Makes the slot as new, when its session is over. */
    void clean() {
        session = null;
        context = null;
        receiving = Receiving.NONE;
        phase = Phase.OPEN;
        due = 0;
        tasks = null;
        closeCause = null;
        undecoded = 0;
        starvedOf = 0;
        size.reset();
    }

    // ---- completions, on any worker

    @Override
    public void received(IoContext filled) {
        context = filled;
        owner().signal(RECEIVED);
    }

    @Override
    public void endOfStream(IoContext empty) {
        context = empty;
        owner().signal(STREAM_ENDED);
    }

    @Override
    public void sent(IoContext sent) {
        owner().queue().sent(sent);
    }

    @Override
    public void failed(IoContext failed, Throwable cause) {
        if (failed.operation() == Operation.SEND) {
            owner().queue().failed(failed);
        } // a receive that failed stays in its place, and is released when closed comes
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        closeCause = cause;
        owner().signal(CLOSED);
    }

    // ---- the strand

    /** Handles what is due, one callback at a time, tasks between them; false when the strand has to stop. */
    boolean handle(int nowDue) {
        due |= nowDue;
        StandardSession<M> mine = owner();
        if (take(OPENED)) {
            call(mine, "opened", handler -> handler.opened(mine));
            receiveMore(mine, null);
        }
        do {
            if (!runTasks(mine)) {
                return false;
            }
        } while (next(mine));
        mine.flush();
        if (phase == Phase.OVER) {
            layer.ended(this);
            return false;
        }
        return true;
    }

    /** Does the next thing that is due; false when there is none. */
    private boolean next(StandardSession<M> mine) {
        if (take(RECEIVED)) {
            arrived(mine);
        }
        if (take(WRITABLE)) {
            call(mine, "writable", handler -> handler.writable(mine));
            return true;
        }
        if (receiving == Receiving.DECODING && !mine.queue().isCongested()) {
            return decode(mine);
        }
        return due != 0 && nextRare(mine);
    }

    /** Decodes one message and hands it to the plugin, or posts the next receive. */
    private boolean decode(StandardSession<M> mine) {
        IoContext held = requireNonNull(context);
        if (phase != Phase.OPEN || !mine.isOpen()) {
            receiveMore(mine, held);
            return due != 0;
        }
        M message;
        try {
            message = layer.codec().decode(held.buffer(), held.view());
        } catch (Throwable t) {
            decodingFailed(mine, t);
            return true;
        }
        if (message == null) {
            receiveMore(mine, held);
            return due != 0;
        }
        layer.counters().messagesReceived().add(1);
        try {
            layer.handler().message(mine, message);
        } catch (Throwable t) {
            pluginFailed(mine, "message", t);
        }
        return true;
    }

    private boolean nextRare(StandardSession<M> mine) {
        if (take(CONTEXT_FREE)) {
            if (receiving == Receiving.STARVED) {
                receiveMore(mine, context);
            }
        } else if (take(IDLE)) {
            idle(mine);
        } else if (take(STREAM_ENDED)) {
            streamEnded(mine);
        } else if (take(CLOSING)) {
            startClosing(mine);
        } else if (take(DRAINED)) {
            everythingSent(mine);
        } else if ((due & CLOSED) != 0) {
            over(mine);
        } else {
            due = 0; // only TASKS is left, and those have run
        }
        return due != 0;
    }

    private void arrived(StandardSession<M> mine) {
        IoContext held = requireNonNull(context);
        held.used(held.buffer().position());
        int came = held.buffer().position() - undecoded;
        layer.counters().bytesReceived().add(came);
        size.received(held.buffer());
        mine.touched();
        held.buffer().flip();
        receiving = Receiving.DECODING;
    }

    /**
     * Posts what was sent, then the next receive: into the same context behind the bytes of an unfinished frame, or into
     * another where that frame or the flow of bytes asks for a larger or smaller one.
     */
    private void receiveMore(StandardSession<M> mine, @Nullable IoContext held) {
        mine.flush();
        if (receiving == Receiving.ENDED) {
            return;
        }
        IoContext into;
        try {
            into = roomToReceive(mine, held);
        } catch (Throwable t) {
            decodingFailed(mine, t);
            return;
        }
        if (into == null) {
            receiving = Receiving.STARVED;
            layer.counters().starved().add(1);
            return;
        }
        context = into;
        undecoded = into.buffer().position();
        receiving = Receiving.POSTED;
        if (!mine.connection().receive(into)) {
            receiving = Receiving.ENDED;
        }
    }

    /** A context with room behind the bytes that are not decoded yet; null when none is to be had now. */
    private @Nullable IoContext roomToReceive(StandardSession<M> mine, @Nullable IoContext held) {
        if (held == null) {
            return acquire(mine, size.next());
        }
        ByteBuffer buffer = held.buffer();
        if (phase != Phase.OPEN || !mine.isOpen()) {
            buffer.clear();
            return held;
        }
        if (receiving == Receiving.DECODING) {
            keepUndecoded(buffer);
        }
        int kept = buffer.position();
        if (kept == 0) {
            return fitting(mine, held);
        }
        int wanted = wanted(held, kept);
        return wanted <= buffer.capacity() ? held : moved(mine, held, wanted);
    }

    /** Moves the bytes of an unfinished frame to the beginning, unless they are there, and makes room behind them. */
    private static void keepUndecoded(ByteBuffer buffer) {
        if (buffer.position() == 0) {
            buffer.position(buffer.limit()).limit(buffer.capacity());
        } else {
            buffer.compact();
        }
    }

    /** The same context when the next receive wants one like it, or else another if one is to be had. */
    private IoContext fitting(StandardSession<M> mine, IoContext held) {
        int wanted = size.next();
        if (!size.shouldChange(held.buffer().capacity())) {
            return held;
        }
        IoContext other = layer.contexts().acquire(wanted);
        if (other == null) {
            return held;
        }
        other.owner(mine);
        held.release();
        return other;
    }

    /** How large the context has to be for the frame that has begun, {@code kept} bytes of which are here. */
    private int wanted(IoContext held, int kept) {
        int most = layer.codec().maximumFrameSize();
        held.view().order(ByteOrder.BIG_ENDIAN).limit(kept).position(0); // whoever had it may have changed the order
        int announced = layer.codec().frameSize(held.view());
        if (announced > most || kept >= most) {
            throw new CodecException(
                    "a frame of " + Math.max(announced, kept) + " bytes; the largest allowed is " + most);
        }
        if (announced > 0) {
            return announced;
        }
        int capacity = held.buffer().capacity();
        return kept < capacity ? capacity : (int) Math.min(most, capacity * 4L);
    }

    private @Nullable IoContext moved(StandardSession<M> mine, IoContext held, int wanted) {
        IoContext larger = acquire(mine, wanted);
        if (larger == null) {
            return null;
        }
        held.buffer().flip();
        larger.buffer().put(held.buffer());
        larger.used(larger.buffer().position());
        held.release();
        return larger;
    }

    private @Nullable IoContext acquire(StandardSession<M> mine, int bytes) {
        IoContext acquired = layer.contexts().acquire(bytes);
        if (acquired == null) {
            starvedOf = bytes;
            layer.contexts().whenAvailable(bytes, mine::wakeForContext);
        } else {
            acquired.owner(mine);
        }
        return acquired;
    }

    private void idle(StandardSession<M> mine) {
        if (mine.isOpen()) {
            mine.closesCountAs(Kind.IDLE);
            call(mine, "idle", handler -> handler.idle(mine));
            mine.closesCountAs(receiving == Receiving.ENDED ? Kind.PEER_CLOSED : Kind.PLUGIN_CLOSED);
        }
    }

    private void streamEnded(StandardSession<M> mine) {
        receiving = Receiving.ENDED;
        releaseContext();
        mine.closesCountAs(Kind.PEER_CLOSED);
        if (undecoded > 0 && mine.isOpen()) {
            mine.close(new CloseReason(
                    Kind.PEER_CLOSED,
                    "the peer ended its stream in the middle of a frame, after " + undecoded + " bytes",
                    null));
        } else if (mine.isOpen()) {
            call(mine, "endOfStream", handler -> handler.endOfStream(mine));
        } else if (phase == Phase.LINGERING) {
            mine.connection().close();
        }
    }

    private void startClosing(StandardSession<M> mine) {
        if (phase == Phase.OPEN) {
            phase = Phase.FLUSHING;
            mine.flush();
            mine.queue().finish();
        }
    }

    private void everythingSent(StandardSession<M> mine) {
        if (receiving == Receiving.POSTED || receiving == Receiving.DECODING) {
            phase = Phase.LINGERING;
            mine.connection().shutdownOutput();
        } else {
            mine.connection().close();
        }
    }

    /** Everything has completed: the plugin is told, and what the session held is given back. */
    private void over(StandardSession<M> mine) {
        if (!mine.tasks().close()) {
            return; // they run first
        }
        due = 0;
        CloseReason reason = mine.reasonOr(
                closeCause == null
                        ? new CloseReason(Kind.PEER_CLOSED, "the connection was closed", null)
                        : new CloseReason(Kind.CONNECTION_LOST, "the connection broke", closeCause));
        mine.leaveGroups();
        call(mine, "closed", handler -> handler.closed(mine, reason));
        mine.flush();
        mine.queue().terminate();
        releaseContext();
        mine.ended();
        if (receiving == Receiving.STARVED) {
            passWakeUpOn();
        }
        layer.log(mine, reason);
        phase = Phase.OVER;
    }

    private void releaseContext() {
        IoContext held = context;
        if (held != null) {
            context = null;
            held.release();
        }
    }

    /** A wake-up that was on its way here is of use to the next who waits: a release tells it. */
    private void passWakeUpOn() {
        IoContext free = layer.contexts().acquire(starvedOf);
        if (free != null) {
            free.release();
        }
    }

    // ---- tasks

    /** Runs the session's tasks; false when one of them went off to block, and the strand has to stop until it is back. */
    private boolean runTasks(StandardSession<M> mine) {
        while (true) {
            if (tasks == null) {
                if (mine.tasks().isEmpty()) {
                    return true;
                }
                tasks = mine.tasks().take();
            }
            TaskList.Task task = tasks;
            if (task == null) {
                return true;
            }
            tasks = task.next;
            if (task.blocks) {
                mine.flush(); // before, not after: from then on what is written belongs to the task's thread
                layer.offload(() -> runBlocking(mine, task.body));
                return false;
            }
            runTask(mine, task.body);
        }
    }

    private void runBlocking(StandardSession<M> mine, Runnable body) {
        mine.runBlocking(() -> runTask(mine, body));
        mine.post();
    }

    private void runTask(StandardSession<M> mine, Runnable body) {
        try {
            body.run();
        } catch (Throwable t) {
            pluginFailed(mine, "task", t);
        }
    }

    // ---- failures

    private void call(StandardSession<M> mine, String callback, Consumer<SessionHandler<M>> body) {
        try {
            body.accept(layer.handler());
        } catch (Throwable t) {
            pluginFailed(mine, callback, t);
        }
    }

    private void pluginFailed(StandardSession<M> mine, String callback, Throwable cause) {
        LOG.log(Level.ERROR, () -> mine + ": the plugin's " + callback + " threw; the session is closed", cause);
        mine.close(new CloseReason(Kind.PLUGIN_ERROR, "the plugin's " + callback + " threw", cause));
    }

    private void decodingFailed(StandardSession<M> mine, Throwable cause) {
        String detail =
                cause instanceof CodecException ? String.valueOf(cause.getMessage()) : "the codec threw " + cause;
        if (!(cause instanceof CodecException)) {
            LOG.log(Level.ERROR, () -> mine + ": the codec threw; the session is closed", cause);
        }
        mine.close(new CloseReason(Kind.CODEC_ERROR, detail, cause instanceof CodecException ? null : cause));
    }

    private boolean take(int event) {
        boolean is = (due & event) != 0;
        due &= ~event;
        return is;
    }

    private StandardSession<M> owner() {
        return requireNonNull(session, "a completion after closed (T2)");
    }
}
