package io.quayside.transport.nio2;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.Stable;
import io.quayside.api.transport.Transport;
import io.quayside.api.transport.TransportProvider;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the NIO.2 transport: {@code AsynchronousSocketChannel}, on every platform that Java runs on.
 *
 * <p>Its settings:
 *
 * <table>
 *   <caption>Keys of the transport's section</caption>
 *   <tr><th>key</th><th>default</th><th>meaning</th></tr>
 *   <tr><td>{@code workers}</td><td>0</td><td>threads that take completions; 0 is one for each core</td></tr>
 *   <tr><td>{@code listeners}</td><td>1</td><td>sockets bound to each address that is listened on, each with an accept
 *       posted; more than one needs SO_REUSEPORT, which Windows lacks, and which lets other processes of the same user
 *       bind the address too</td></tr>
 *   <tr><td>{@code backlog}</td><td>1024</td><td>connections that the system may hold until they are accepted</td></tr>
 *   <tr><td>{@code tcp-no-delay}</td><td>true</td><td>small writes leave at once (TCP_NODELAY)</td></tr>
 *   <tr><td>{@code keep-alive}</td><td>false</td><td>the system probes quiet connections (SO_KEEPALIVE)</td></tr>
 *   <tr><td>{@code reuse-address}</td><td>true</td><td>an address can be bound although connections of an earlier run
 *       linger in the system (SO_REUSEADDR)</td></tr>
 *   <tr><td>{@code receive-buffer}</td><td>0</td><td>bytes of the system's receive buffer; 0 leaves it to the
 *       system</td></tr>
 *   <tr><td>{@code send-buffer}</td><td>0</td><td>bytes of the system's send buffer; 0 leaves it to the system</td></tr>
 * </table>
 *
 * <p>Of {@link io.quayside.api.transport.Connection#abort() abort} it gives what the JDK's asynchronous channels can do.
 * They know no SO_LINGER, so the peer is sent a reset when bytes of its own have not been received here, and a regular
 * end otherwise.
 *
 * @since 0.1
 */
@Stable
public final class Nio2TransportProvider implements TransportProvider {
    /** For ServiceLoader. */
    public Nio2TransportProvider() {}

    @Override
    public String id() {
        return "nio2";
    }

    @Override
    public String description() {
        return "asynchronous channels of the JDK, on every platform";
    }

    @Override
    public int preference() {
        return 10;
    }

    @Override
    public @Nullable String unavailableBecause() {
        return null;
    }

    /**
     * Opens the channel group and starts its workers.
     *
     * @throws QuaysideException {@code QS-103} when the system has no descriptors left for it
     */
    @Override
    public Transport open(Settings settings) {
        Nio2Settings checked = Nio2Settings.from(settings);
        try {
            return Nio2Transport.open(checked);
        } catch (IOException e) {
            throw new QuaysideException("QS-103", "the transport nio2 cannot run here: " + e.getMessage(), e);
        }
    }
}
