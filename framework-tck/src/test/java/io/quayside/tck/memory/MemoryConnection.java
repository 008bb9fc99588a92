package io.quayside.tck.memory;

import io.quayside.api.pool.IoContext;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.ConnectionHandler;
import java.io.IOException;
import java.net.SocketAddress;
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
    private final MemoryInput input;
    private final MemoryOutput output;
    private @Nullable ConnectionHandler handler;
    private @Nullable Thread calling;
    private @Nullable Throwable cause;
    private boolean working;
    private boolean inCallback;
    private boolean closing;
    private boolean told;
    private boolean toldAgain;

    MemoryConnection(
            World world, MemoryTransport transport, SocketAddress local, SocketAddress remote, Pipe in, Pipe out) {
        this.world = world;
        this.transport = transport;
        this.local = local;
        this.remote = remote;
        this.input = new MemoryInput(world, in, transport.lender());
        this.output = new MemoryOutput(world, out);
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
            if (closing && world.has(Fault.FORGETS_A_CLOSE_BEFORE_THE_START)) {
                return;
            }
            input.start(this::wake);
            output.start(this::wake);
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
            if (closing || input.takesNoMore()) {
                return input.refuse(context);
            }
            input.post(context);
            IoContext filled = !working && world.has(Fault.COMPLETES_ON_THE_POSTERS_THREAD) ? input.next() : null;
            if (filled != null) {
                handler().received(filled);
            } else {
                wake();
            }
            return true;
        }
    }

    @Override
    public int lends() {
        return MemoryLender.SIZE;
    }

    @Override
    public boolean receive() {
        world.requireUnlocked();
        requireStarted();
        synchronized (world) {
            if (closing && world.has(Fault.TAKES_BORROWERS_AFTER_THE_CLOSE)) {
                return true;
            }
            if (closing || input.takesNoMore()) {
                return false;
            }
            input.post(MemoryLender.nothing());
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
            boolean isLent = world.has(Fault.SENDS_NOTHING_LENT)
                    && first.toString().contains(transport.lender().toString());
            if (isLent || closing || output.takesNoMore()) {
                return output.refuse(first);
            }
            output.post(first, inCallback && calling == Thread.currentThread());
            IoContext written = inCallback && world.has(Fault.NESTS_SENT) ? output.onlyOne() : null;
            if (written != null) {
                handler().sent(written);
            }
            wake();
            return true;
        }
    }

    @Override
    public void shutdownOutput() {
        world.requireUnlocked();
        synchronized (world) {
            output.shutdown();
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
            output.close(reset);
            input.abandon();
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
            calling = Thread.currentThread();
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
        if (!closing && (input.isReset() || output.isInVain())) {
            closing = true;
            cause = new IOException("the peer has reset the connection");
            input.reset();
            output.reset();
        }
        return closing ? nextOfTheEnd() : nextOfTheLife();
    }

    private @Nullable Runnable nextOfTheEnd() {
        IoContext receive = input.failed();
        IoContext left = receive != null ? receive : output.failed(cause == null);
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
        IoContext filled = input.next();
        if (filled != null) {
            return () -> handler().received(filled);
        }
        if (input.isAtEnd()) {
            return endOfStream();
        }
        IoContext written = output.next();
        return written == null ? null : () -> handler().sent(written);
    }

    private @Nullable Runnable endOfStream() {
        if (world.has(Fault.END_IS_A_FAILURE)) {
            broken(new IOException("the stream has ended"));
            return nextOfTheEnd();
        }
        IoContext context = input.end();
        if (world.has(Fault.END_CLOSES) || (output.isShutDown() && world.has(Fault.BOTH_ENDS_CLOSE))) {
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
