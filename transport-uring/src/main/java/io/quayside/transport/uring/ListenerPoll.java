package io.quayside.transport.uring;

import io.quayside.transport.uring.ring.Errno;
import io.quayside.transport.uring.ring.Ring;
import io.quayside.transport.uring.ring.Sockets;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;

/**
 * One worker's part of a listener: hears from its ring that peers have come, and accepts them until there are none left.
 *
 * <p>The poll is never given up while peers are accepted, so whoever comes meanwhile is heard of, here and by every other
 * worker: handlers may take their time (T10). An accept by the ring itself would bring its peer to this worker alone, even
 * when this one is blocked.
 *
 * <pre>
 *   new ---- signal ----> polling ---- peers ----> accepting, some at a time ----> polling
 *                            |                        |
 *                            |                        +-- failed ----> waiting, told so ----> accepting
 *                            +---- closed ----> cancelled ----> gone
 * </pre>
 */
final class ListenerPoll extends Resident {
    private static final Logger LOGGER = System.getLogger(ListenerPoll.class.getName());
    private static final int POLLED = 1;
    private static final int RETRY = 2;
    private static final int CANCELLED = 3;
    private static final int MOST_AT_ONCE = 32;

    private final ListeningSocket listener;
    private int pending;
    private boolean polling;
    private boolean cancelled;
    private boolean gone;

    ListenerPoll(Worker worker, ListeningSocket listener) {
        super(worker);
        this.listener = listener;
    }

    @Override
    void attend() {
        if (place == Slots.NOWHERE && !gone) {
            worker().slots().add(this);
        }
        goOn();
    }

    @Override
    void completed(int kind, int result, int flags) {
        boolean more = (flags & Ring.MORE) != 0;
        if (!more) {
            pending--;
        }
        switch (kind) {
            case POLLED -> polling = more;
            case RETRY -> listener.goOn();
            default -> {}
        }
        goOn();
    }

    @Override
    void transportCloses() {
        listener.close();
    }

    private void goOn() {
        if (gone) {
            return;
        }
        if (listener.isClosed()) {
            leave();
            return;
        }
        if (!polling) {
            polling = true;
            pending++;
            worker().operations().pollMany(listener.socket(), data(POLLED));
        }
        acceptSome();
    }

    private void leave() {
        if (pending == 0) {
            gone = true;
            worker().slots().remove(this);
            listener.left();
        } else if (!cancelled) {
            cancelled = true;
            worker().operations().cancelAll(listener.socket(), data(CANCELLED));
            pending++;
        }
    }

    private void acceptSome() {
        for (int i = 0; listener.isAccepting(); i++) {
            if (i == MOST_AT_ONCE) {
                signal(); // others' turn first
                return;
            }
            int socket = Sockets.accept(listener.socket(), worker().scratchName());
            if (socket >= 0) {
                listener.succeeded();
                InetSocketAddress peer = worker().scratchName().get();
                worker().transport().takeIn(worker(), socket, peer, listener);
            } else if (socket == -Errno.EAGAIN || listener.isClosed()) {
                return;
            } else if (!Failures.isThePeers(socket)) {
                if (Sockets.isPeerWaiting(listener.socket())) {
                    backOff(socket);
                }
                return;
            }
        }
    }

    private void backOff(int result) {
        long millis = listener.backOff();
        if (millis == 0) {
            return;
        }
        try {
            listener.handler().acceptFailed(Errno.exception("accept", -result), millis);
        } catch (Throwable t) {
            LOGGER.log(Level.WARNING, "Callback acceptFailed threw; accepting by " + listener + " goes on", t);
        } finally {
            pending++; // afterwards, so that failures are told one after the other
            worker().operations().timeout(millis * 1_000_000, data(RETRY));
        }
    }
}
