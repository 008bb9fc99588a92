package io.quayside.tck.memory;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.ConnectionHandler;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One side of two pipes. Its state changes under the world's lock; its callbacks come one at a time, each a task of its own on
 * a worker and under no lock.
 */
final class MemoryConnection implements Connection {
    private final World world;
    private final MemoryTransport transport;
    private final SocketAddress local;
    private final SocketAddress remote;
    private final Pipe in;
    private final Pipe out;
    private final Deque<IoContext> receives = new ArrayDeque<>();
    private final Deque<IoContext> sends = new ArrayDeque<>();
    private @Nullable ConnectionHandler handler;
    private @Nullable Thread poster;
    private @Nullable Throwable cause;
    private long received;
    private long sent;
    private boolean working;
    private boolean inCallback;
    private boolean shutdown;
    private boolean ended;
    private boolean closing;
    private boolean told;
    private boolean toldAgain;

    MemoryConnection(
            World world, MemoryTransport transport, SocketAddress local, SocketAddress remote, Pipe in, Pipe out) {
        this.world = world;
        this.transport = transport;
        this.local = local;
        this.remote = remote;
        this.in = in;
        this.out = out;
    }

    @Override
    public SocketAddress remoteAddress() {
        return closing && world.has(Fault.FORGETS_ITS_ADDRESSES) ? world.anyAddress() : remote;
    }

    @Override
    public SocketAddress localAddress() {
        return local;
    }

    boolean isStarted() {
        return handler != null;
    }

    @Override
    public void start(ConnectionHandler handler) {
        world.requireUnlocked();
        synchronized (world) {
            if (isStarted() && !world.has(Fault.MAY_BE_STARTED_TWICE)) {
                throw new IllegalStateException("started already");
            }
            this.handler = handler;
            if (world.has(Fault.LOSES_WHAT_CAME_BEFORE_THE_START)) {
                in.read(ByteBuffer.allocate(in.available()));
            }
            if (closing && world.has(Fault.FORGETS_A_CLOSE_BEFORE_THE_START)) {
                return;
            }
            in.reader(this::wake);
            out.writer(this::wake);
            transport.owe();
            wake();
        }
    }

    @Override
    public boolean receive(IoContext context) {
        world.requireUnlocked();
        requireStarted();
        if (!context.buffer().hasRemaining() && !world.has(Fault.TAKES_CONTEXTS_WITHOUT_ROOM)) {
            throw new IllegalArgumentException("there is no room in " + context);
        }
        synchronized (world) {
            if (closing || (ended && !world.has(Fault.TAKES_RECEIVES_AFTER_THE_END))) {
                if (world.has(Fault.MARKS_REFUSED_RECEIVES)) {
                    context.operation(Operation.RECEIVE);
                }
                return false;
            }
            context.operation(Operation.RECEIVE);
            context.sequence(received++);
            if (world.has(Fault.FORGETS_WHO_RECEIVED_FIRST) && poster != null && poster != Thread.currentThread()) {
                receives.addFirst(context);
            } else {
                receives.addLast(context);
            }
            poster = Thread.currentThread();
            if (in.available() > 0 && !working && world.has(Fault.COMPLETES_ON_THE_POSTERS_THREAD)) {
                receives.remove(context);
                in.read(context.buffer());
                context.operation(Operation.NONE);
                handler().received(context);
                return true;
            }
            wake();
            return true;
        }
    }

    @Override
    public boolean send(IoContext first) {
        world.requireUnlocked();
        requireStarted();
        for (IoContext each = first; each != null; each = each.next()) {
            if (!each.buffer().hasRemaining() && !world.has(Fault.TAKES_EMPTY_CONTEXTS)) {
                throw new IllegalArgumentException("there are no bytes in " + each);
            }
        }
        synchronized (world) {
            if (closing || (shutdown && !world.has(Fault.TAKES_SENDS_AFTER_THE_SHUTDOWN))) {
                if (world.has(Fault.UNCHAINS_REFUSED_SENDS)) {
                    first.next(null);
                }
                return false;
            }
            enlist(first);
            if (inCallback && world.has(Fault.NESTS_SENT) && sends.size() == 1 && out.write(first.buffer()) > 0) {
                completeSend(sends.remove()).run();
            }
            wake();
            return true;
        }
    }

    private void enlist(IoContext first) {
        int before = sends.size();
        for (IoContext each = first; each != null; ) {
            IoContext next = each.next();
            each.operation(Operation.SEND);
            each.sequence(sent++);
            each.next(null);
            boolean posted = inCallback && Thread.currentThread() == poster;
            if (world.has(Fault.SENDS_THE_LATEST_FIRST)
                    ? before > 1
                    : posted && world.has(Fault.CALLBACKS_POST_FIRST)) {
                sends.addFirst(each);
            } else {
                sends.addLast(each);
            }
            each = next;
        }
        if (before == 0 && sends.size() > 1 && world.has(Fault.SWAPS_THE_FIRST_TWO_SENDS)) {
            IoContext one = sends.removeFirst();
            IoContext two = sends.removeFirst();
            sends.addFirst(one);
            sends.addFirst(two);
        }
    }

    @Override
    public void shutdownOutput() {
        world.requireUnlocked();
        synchronized (world) {
            shutdown = true;
            if (world.has(Fault.SHUTDOWN_DROPS_SENDS)) {
                out.end();
            }
            wake();
        }
    }

    @Override
    public void close() {
        world.requireUnlocked();
        close(null, false);
    }

    @Override
    public void abort() {
        world.requireUnlocked();
        close(null, !world.has(Fault.ABORT_IS_A_CLOSE));
    }

    /** It can't go on, for this reason. */
    void broken(Throwable why) {
        close(why, false);
    }

    private void close(@Nullable Throwable why, boolean reset) {
        synchronized (world) {
            if (closing) {
                if (told && !toldAgain && world.has(Fault.CLOSING_AGAIN_TELLS_AGAIN)) {
                    toldAgain = true;
                    transport.execute(() -> handler().closed(null));
                }
                return;
            }
            closing = true;
            cause = why;
            if (reset && !world.has(Fault.ABORT_TELLS_NOBODY)) {
                out.reset();
            } else if (!reset) {
                out.end();
            }
            in.abandon();
            if (inCallback && world.has(Fault.CLOSED_COMES_WITHIN_A_CALLBACK)) {
                told = true;
                transport.settle();
                handler().closed(why);
            }
            if (isStarted()) {
                wake();
            }
        }
    }

    private void wake() {
        synchronized (world) {
            if (!working) {
                working = true;
                transport.execute(this::work);
            }
        }
    }

    /** Calls back once, if there is something to tell, and comes again until there is nothing. */
    private void work() {
        Runnable callback;
        synchronized (world) {
            callback = next();
            working = callback != null;
            inCallback = working;
            poster = working && world.has(Fault.CALLBACKS_POST_FIRST) ? Thread.currentThread() : poster;
        }
        if (callback == null) {
            return;
        }
        try {
            world.lock();
            callback.run();
        } catch (Throwable t) {
            threw(t);
        } finally {
            world.unlock();
            synchronized (world) {
                inCallback = false;
            }
        }
        transport.execute(this::work);
    }

    private void threw(Throwable t) {
        if (world.has(Fault.ERROR_ENDS_ITS_WORKER) && t instanceof VirtualMachineError error) {
            throw error;
        }
        synchronized (world) {
            if (world.has(Fault.LATER_CAUSES_WIN)) {
                cause = t;
            }
            if (told && !toldAgain && world.has(Fault.CLOSED_COMES_AGAIN_AFTER_A_THROW)) {
                told = false;
                toldAgain = true;
                transport.owe();
            }
        }
        if (!world.has(Fault.CALLBACKS_MAY_THROW_UNNOTICED)) {
            close(world.has(Fault.FORGETS_WHAT_WAS_THROWN) ? null : t, false);
        }
    }

    /** What is to be called back next, or null; under the world's lock. */
    private @Nullable Runnable next() {
        if (!closing && (in.isReset() || (!sends.isEmpty() && out.isAbandoned()))) {
            closing = true;
            cause = new IOException("the peer has reset the connection");
            if (world.has(Fault.RESET_LEAKS_RECEIVES)) {
                receives.clear();
            }
            if (world.has(Fault.RESET_LEAKS_SENDS)) {
                sends.clear();
            }
        }
        return closing ? nextOfTheEnd() : nextOfTheLife();
    }

    private @Nullable Runnable nextOfTheEnd() {
        if (world.has(Fault.CLOSE_LEAKS_SENDS) && cause == null) {
            sends.clear();
        }
        if (world.has(Fault.END_LEAKS_RECEIVES) && ended) {
            receives.clear();
        }
        IoContext left = !receives.isEmpty()
                ? world.has(Fault.FAILS_THE_LATEST_FIRST) ? receives.removeLast() : receives.remove()
                : sends.poll();
        if (left != null) {
            Throwable why = cause != null ? cause : new IOException("the connection was closed");
            return () -> {
                handler().failed(left, why);
                if (world.has(Fault.FAILS_TWICE)) {
                    handler().failed(left, why);
                }
            };
        }
        if (told) {
            return null;
        }
        told = true;
        return () -> {
            try {
                handler().closed(cause);
                if (world.has(Fault.TELLS_CLOSED_TWICE)) {
                    handler().closed(cause);
                }
            } finally {
                transport.settle();
            }
        };
    }

    private @Nullable Runnable nextOfTheLife() {
        if (!receives.isEmpty() && in.available() > 0) {
            IoContext context = world.has(Fault.RECEIVES_INTO_THE_LATEST) ? receives.removeLast() : receives.remove();
            if (world.has(Fault.FILLS_FROM_THE_START)) {
                context.buffer().position(0);
            }
            in.read(context.buffer());
            context.operation(Operation.NONE);
            return () -> handler().received(context);
        }
        if (!receives.isEmpty() && in.atEnd() && !ended) {
            return endOfStream(receives.remove());
        }
        IoContext front = sends.peek();
        if (front != null && out.hasRoom()) {
            return write(front);
        }
        if (sends.isEmpty() && shutdown && !(sent == 0 && world.has(Fault.SHUTDOWN_WAITS_FOR_A_SEND))) {
            out.end();
        }
        return null;
    }

    private @Nullable Runnable write(IoContext context) {
        boolean done = out.write(context.buffer()) > 0 && !context.buffer().hasRemaining();
        if (world.has(Fault.DROPS_THE_REST_OF_A_PARTIAL_WRITE)) {
            context.buffer().position(context.buffer().limit());
            done = true;
        }
        return done
                ? completeSend(sends.remove())
                : world.has(Fault.TELLS_PARTIAL_WRITES) ? () -> handler().sent(context) : null;
    }

    private Runnable completeSend(IoContext context) {
        context.operation(Operation.NONE);
        return () -> handler().sent(context);
    }

    private @Nullable Runnable endOfStream(IoContext context) {
        if (world.has(Fault.END_IS_A_FAILURE)) {
            receives.addFirst(context);
            broken(new IOException("the stream has ended"));
            return nextOfTheEnd();
        }
        ended = true;
        context.operation(Operation.NONE);
        if (world.has(Fault.END_CLOSES) || (shutdown && world.has(Fault.BOTH_ENDS_CLOSE))) {
            close(null, false);
        }
        return () -> handler().endOfStream(context);
    }

    private void requireStarted() {
        if (!isStarted()) {
            throw new IllegalStateException("not started");
        }
    }

    private ConnectionHandler handler() {
        ConnectionHandler started = handler;
        if (started == null) {
            throw new IllegalStateException("not started");
        }
        return started;
    }

    @Override
    public String toString() {
        return "the connection from " + remote;
    }
}
