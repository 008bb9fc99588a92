package io.quayside.core.session;

import static io.quayside.core.session.StandardSession.CLOSED;
import static io.quayside.core.session.StandardSession.CLOSING;
import static io.quayside.core.session.StandardSession.CONTEXT_FREE;
import static io.quayside.core.session.StandardSession.DRAINED;
import static io.quayside.core.session.StandardSession.IDLE;
import static io.quayside.core.session.StandardSession.OPENED;
import static io.quayside.core.session.StandardSession.OUTPUT_ENDS;
import static io.quayside.core.session.StandardSession.RECEIVED;
import static io.quayside.core.session.StandardSession.STREAM_ENDED;
import static io.quayside.core.session.StandardSession.WRITABLE;
import static java.util.Objects.requireNonNull;

import io.quayside.api.codec.Codec;
import io.quayside.api.codec.CodecException;
import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.SessionHandler;
import io.quayside.api.transport.ConnectionHandler;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A packet's way through the server, and the pooled slot of a session: what the transport completes comes in at
 * {@link #received}, is decoded and handed to the plugin in {@link #next}, what the plugin sent goes out in
 * {@link #receiveMore}, before the next receive is posted there.
 *
 * <p><b>Concurrency.</b> The transport's callbacks only note what came and signal the session's strand; everything else runs
 * on the strand.
 *
 * <pre>
 *   incoming:   what is received into, and its states, which are drawn there
 *
 *   phase:      OPEN --somebody closed--> FLUSHING --all sent--> LINGERING --end of stream--> (connection closed)
 *               any --the connection is closed--> OVER: contexts released, plugin told, slot returned
 * </pre>
 *
 * <p>While FLUSHING and LINGERING, what the peer still sends is read and dropped, so that closing with unread bytes doesn't
 * reset the connection under what was sent last; the close time-out bounds it.
 */
final class Pipeline<M> extends Traffic implements ConnectionHandler {
    private enum Phase {
        OPEN,
        FLUSHING,
        LINGERING,
        OVER
    }

    private final int index;
    private final StandardSessions<M> layer;
    private final Codec<M> codec;
    private final SessionHandler<M> handler;
    private final IncomingHalf<M> incoming;
    private volatile @Nullable StandardSession<M> session;
    private Phase phase = Phase.OPEN;
    private int due;
    private boolean outputIsShut;
    private @Nullable Throwable closeCause;

    Pipeline(int index, StandardSessions<M> layer) {
        this.index = index;
        this.layer = layer;
        this.codec = layer.codec();
        this.handler = layer.handler();
        this.incoming = new IncomingHalf<>(layer);
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
        try {
            owner.connection().start(this);
        } catch (Throwable t) {
            owner.reasonOr(new CloseReason(Kind.CONNECTION_LOST, "the connection could not be started", t));
            owner.queue().terminate();
            throw t;
        }
        owner.queue().open();
        owner.launch();
    }

    /** Makes the slot as new, when its session is over. */
    void clean() {
        session = null;
        phase = Phase.OPEN;
        due = 0;
        outputIsShut = false;
        closeCause = null;
        incoming.reset();
    }

    // ---- completions, on any worker

    @Override
    public void received(IoContext filled) {
        StandardSession<M> mine = owner();
        incoming.completed(filled);
        if (mine.tasks().isAway()) {
            incoming.keepFilled(mine); // nobody decodes it soon
        }
        mine.signal(RECEIVED);
    }

    @Override
    public void endOfStream(IoContext empty) {
        incoming.completed(empty);
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
        } else {
            incoming.completed(failed); // and is released when closed comes
        }
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
        long began = layer.now();
        try {
            if (!handleDue(mine)) {
                return false;
            }
        } catch (Throwable t) {
            broken(mine, t);
        }
        if (phase == Phase.OVER) {
            mine.leave();
            layer.ended(this, mine.watch(), requireNonNull(mine.reason()));
            return false;
        }
        if (layer.blocks()) {
            mine.timeouts().waited(began, layer.now());
        }
        return true;
    }

    private boolean handleDue(StandardSession<M> mine) {
        if (take(OPENED)) {
            call(mine, "opened", to -> to.opened(mine));
            receiveMore(mine);
        }
        do {
            if (mine.tasks().hasWork()) {
                pauseForTasks(mine);
            }
            if (!mine.tasks().run(mine)) {
                return false;
            }
        } while (next(mine));
        mine.flush();
        return true;
    }

    /** Tasks run before what has come is decoded, and may take their time. */
    private void pauseForTasks(StandardSession<M> mine) {
        if (take(RECEIVED)) {
            receivedBytes(incoming.arrived());
        }
        pause(mine);
    }

    private void pause(StandardSession<M> mine) {
        if (incoming.isDecoding()) {
            incoming.pause(mine, isReceiving(mine));
        }
    }

    /** Whether messages wait until the peer has caught up, or the plugin goes on. */
    private boolean isHeldBack(StandardSession<M> mine) {
        return (layer.limits().pausesCongested() && mine.queue().isCongested())
                || (mine.isPausing() && isReceiving(mine));
    }

    /** Whether what comes is for the plugin; otherwise it is dropped. */
    private boolean isReceiving(StandardSession<M> mine) {
        return phase == Phase.OPEN && mine.isOpen();
    }

    /**
     * Something threw that must not: a transport, a logger, an exception that can't be printed. A strand that stopped here would
     * keep its slot for ever; so the connection is cut off, and all that is left to come is its end.
     */
    private void broken(StandardSession<M> mine, Throwable cause) {
        due &= CLOSED | DRAINED;
        if (!incoming.isPosted()) {
            incoming.end();
        }
        mine.broken(cause);
        mine.queue().terminate();
        if (mine.isCurrent()) {
            mine.flush(); // into a closed queue, which drops it
        }
        try {
            layer.notices().threw(mine, "what handles its events", cause);
        } catch (RuntimeException | Error e) {
            cause.addSuppressed(e); // which closed is told of
        }
    }

    /** Does the next thing that is due; false when there is none. */
    private boolean next(StandardSession<M> mine) {
        if (take(RECEIVED)) {
            receivedBytes(incoming.arrived());
        }
        if (take(WRITABLE)) {
            call(mine, "writable", to -> to.writable(mine));
            return true;
        }
        if (incoming.isDecoding()) {
            if (!isHeldBack(mine)) {
                return decode(mine);
            }
            pause(mine);
            mine.timeouts().frameEnded(); // the rest of it isn't asked for
        }
        return due != 0 && nextRare(mine);
    }

    /**
     * Decodes messages and hands them to the plugin, until none is whole, and then posts the next receive; or until the
     * session is congested or has tasks to run.
     */
    private boolean decode(StandardSession<M> mine) {
        IoContext held = incoming.held();
        int messages = 0;
        while (held != null && isReceiving(mine)) {
            M message = decoded(mine, held);
            if (message == null) {
                break;
            }
            messages++;
            mine.timeouts().frameEnded(); // whatever comes of it
            try {
                handler.message(mine, message);
            } catch (Throwable t) {
                mine.pluginFailed("message", t);
            }
            if (isHeldBack(mine) || mine.tasks().hasWork()) {
                receivedMessages(messages);
                pause(mine);
                return true;
            }
        }
        receivedMessages(messages);
        receiveMore(mine);
        return due != 0;
    }

    private @Nullable M decoded(StandardSession<M> mine, IoContext held) {
        ByteBuffer buffer = held.buffer();
        int before = buffer.position();
        try {
            M message = codec.decode(buffer, held.view());
            if (message != null && buffer.position() <= before) {
                throw new IllegalStateException("the codec made a message of no bytes (C1)");
            }
            return message;
        } catch (Throwable t) {
            decodingFailed(mine, t);
            return null;
        }
    }

    /** The bytes are no message, or the codec has a bug: the session is closed (C5), after the plugin's last word. */
    private void decodingFailed(StandardSession<M> mine, Throwable cause) {
        if (cause instanceof CodecException malformed && isReceiving(mine)) {
            mine.closesCountAs(Kind.CODEC_ERROR);
            call(mine, "malformed", to -> to.malformed(mine, malformed));
        }
        mine.decodingFailed(cause);
    }

    private boolean nextRare(StandardSession<M> mine) {
        if (take(CONTEXT_FREE)) {
            if (incoming.isStarved()) {
                receiveMore(mine);
            } else {
                incoming.passWakeUpOn(); // it found another way meanwhile
            }
        } else if (take(IDLE)) {
            idle(mine);
        } else if (take(STREAM_ENDED)) {
            streamEnded(mine);
        } else if (take(OUTPUT_ENDS)) {
            endOutput(mine);
        } else if (take(CLOSING)) {
            startClosing(mine);
        } else if (take(DRAINED)) {
            everythingSent(mine);
        } else if ((due & CLOSED) != 0) {
            over(mine);
        } else {
            due = 0; // only TASKS and RESUMED are left, and both have been seen to
        }
        return due != 0;
    }

    /** Posts what was sent, then the next receive. */
    private void receiveMore(StandardSession<M> mine) {
        mine.flush();
        if (incoming.hasEnded()) {
            return;
        }
        boolean found;
        try {
            found = incoming.prepare(mine, isReceiving(mine));
        } catch (Throwable t) {
            decodingFailed(mine, t);
            return;
        }
        if (!found) {
            layer.counters().starved().add(1);
            mine.timeouts().frameEnded(); // which is not the peer's fault
            return;
        }
        if (incoming.undecoded() != 0) {
            mine.timeouts().frameBegan(layer.now());
        }
        mine.timeouts().listens(layer.now()); // silence is what comes from here on
        due &= ~IDLE;
        incoming.post(mine.connection());
    }

    private void idle(StandardSession<M> mine) {
        if (mine.isOpen() && !incoming.isDecoding() && !incoming.isStarved() && !mine.isPausing()) {
            mine.closesCountAs(Kind.IDLE);
            call(mine, "idle", to -> to.idle(mine));
            mine.closesCountAs(incoming.hasEnded() ? Kind.PEER_CLOSED : Kind.PLUGIN_CLOSED);
        }
    }

    private void streamEnded(StandardSession<M> mine) {
        incoming.end();
        incoming.release();
        mine.closesCountAs(Kind.PEER_CLOSED);
        if (incoming.undecoded() > 0 && mine.isOpen()) {
            mine.close(new CloseReason(
                    Kind.PEER_CLOSED,
                    "the peer ended its stream in the middle of a frame, after " + incoming.undecoded() + " bytes",
                    null));
        } else if (mine.isOpen()) {
            call(mine, "endOfStream", to -> to.endOfStream(mine));
        } else if (phase == Phase.LINGERING) {
            mine.connection().close();
        }
    }

    private void startClosing(StandardSession<M> mine) {
        if (phase == Phase.OPEN) {
            phase = Phase.FLUSHING;
            mine.timeouts().closing(layer.now());
            if (outputIsShut) {
                everythingSent(mine);
            } else {
                mine.flush();
                mine.queue().finish();
            }
        }
    }

    /** The plugin sends no more, and may receive on. */
    private void endOutput(StandardSession<M> mine) {
        if (phase == Phase.OPEN) {
            mine.flush();
            mine.queue().finish();
        }
    }

    private void everythingSent(StandardSession<M> mine) {
        if (phase == Phase.OPEN) {
            shutOutput(mine);
        } else if (incoming.isPosted() || incoming.isDecoding()) {
            phase = Phase.LINGERING;
            shutOutput(mine);
        } else {
            mine.connection().close();
        }
    }

    private void shutOutput(StandardSession<M> mine) {
        if (!outputIsShut) {
            outputIsShut = true;
            mine.connection().shutdownOutput();
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
        try {
            mine.leaveGroups();
            call(mine, "closed", to -> to.closed(mine, reason));
            mine.flush();
            layer.log(mine, reason);
        } finally {
            mine.queue().terminate();
            incoming.release();
            mine.ended();
            if (incoming.hasWaited()) {
                incoming.passWakeUpOn();
            }
            phase = Phase.OVER;
        }
    }

    private void call(StandardSession<M> mine, String callback, Consumer<SessionHandler<M>> body) {
        try {
            body.accept(handler);
        } catch (Throwable t) {
            mine.pluginFailed(callback, t);
        }
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
