package io.quayside.testkit;

import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.Session;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The plugin behind the codec that is tried: keeps what each peer has said, and sends it back if asked to. */
final class Recorder<M> implements Plugin<M> {
    private final Map<SocketAddress, List<M>> said = new HashMap<>();
    private final UnaryOperator<M> copier;
    private final boolean echoes;

    Recorder(UnaryOperator<M> copier, boolean echoes) {
        this.copier = copier;
        this.echoes = echoes;
    }

    /** What a peer has said since somebody asked. */
    List<M> take(@Nullable SocketAddress peer) {
        List<M> taken = said.remove(peer);
        return taken == null ? List.of() : taken;
    }

    @Override
    public void message(Session<M> session, M message) {
        said.computeIfAbsent(session.remoteAddress(), peer -> new ArrayList<>()).add(copier.apply(message));
        if (echoes && !session.send(message).taken()) {
            throw new IllegalStateException("an echo was not taken");
        }
    }
}
