package io.quayside.tck.session;

import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.ConnectHandler;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The transport under the sessions: connections in memory, and what a session layer did to them that it may not do. */
final class Wires implements Transport {
    private final Turns turns;
    private final List<Wire> all = new CopyOnWriteArrayList<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();

    Wires(Turns turns) {
        this.turns = turns;
    }

    /** A connection as if accepted, not started yet. */
    Wire open() {
        Wire made = new Wire(this, turns, all.size());
        all.add(made);
        return made;
    }

    void note(String violation) {
        violations.add(violation);
    }

    List<String> violations() {
        return violations;
    }

    /** Connections that were started and not told closed. */
    List<Wire> unfinished() {
        return all.stream().filter(Wire::isUnfinished).toList();
    }

    @Override
    public int workers() {
        return turns.count();
    }

    @Override
    public Listener listen(SocketAddress address, AcceptHandler handler) {
        throw new UnsupportedOperationException("listening isn't the session layer's business");
    }

    @Override
    public void connect(SocketAddress address, ConnectHandler handler) {
        throw new UnsupportedOperationException("connecting isn't the session layer's business");
    }

    @Override
    public boolean post(Runnable task) {
        turns.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error thrown) {
                note("a task that was posted threw " + thrown);
            }
        });
        return true;
    }

    /** Closes the connections; the bench ends the workers. */
    @Override
    public void close() {
        all.forEach(Wire::close);
    }
}
