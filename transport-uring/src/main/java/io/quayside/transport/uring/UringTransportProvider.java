package io.quayside.transport.uring;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.Stable;
import io.quayside.api.transport.Transport;
import io.quayside.api.transport.TransportProvider;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the io_uring transport: the completion queues of Linux, from version 6.0 on, on x86-64 and aarch64.
 *
 * <p>This class runs on Java 17, to say there that the transport needs Java 25.
 *
 * <p>Its settings:
 *
 * <table>
 *   <caption>Keys of the transport's section</caption>
 *   <tr><th>key</th><th>default</th><th>meaning</th></tr>
 *   <tr><td>{@code workers}</td><td>0</td><td>threads, each with a ring of its own; 0 is one for each core</td></tr>
 *   <tr><td>{@code listeners}</td><td>1</td><td>sockets bound to each address that is listened on; every worker accepts from
 *       each, so one is mostly enough; more than one lets other processes of the same user bind the address too
 *       (SO_REUSEPORT)</td></tr>
 *   <tr><td>{@code ring-size}</td><td>1024</td><td>operations that a worker can hand over in one call, rounded up to a power
 *       of two; there is room for four times as many completions, and more of them wait in the kernel</td></tr>
 *   <tr><td>{@code receive-buffers}</td><td>512</td><td>buffers of 8 KiB in which a worker's ring receives what is small,
 *       rounded up to a power of two; connections share them, and hold none but for a moment</td></tr>
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
 * <p>A connection lives on one worker. Whoever blocks a worker blocks its connections; tasks and new connections go to the
 * others meanwhile.
 *
 * @since 0.1
 */
@Stable
public final class UringTransportProvider implements TransportProvider {
    /** For ServiceLoader. */
    public UringTransportProvider() {}

    @Override
    public String id() {
        return "uring";
    }

    @Override
    public String description() {
        return "completion queues of the kernel (io_uring), on Linux";
    }

    @Override
    public int preference() {
        return 20;
    }

    @Override
    public @Nullable String unavailableBecause() {
        return Availability.obstacle();
    }

    /**
     * Checks the settings, which it does anywhere, opens the rings and starts their workers.
     *
     * @throws QuaysideException {@code QS-103} when the system doesn't let it, saying why
     */
    @Override
    public Transport open(Settings settings) {
        UringSettings checked = UringSettings.from(settings);
        String obstacle = Availability.obstacle();
        if (obstacle != null) {
            throw new QuaysideException("QS-103", "the transport uring cannot run here: " + obstacle);
        }
        try {
            return Engine.load().open(checked);
        } catch (IOException e) {
            throw new QuaysideException("QS-103", "the transport uring cannot run here: " + e.getMessage(), e);
        }
    }
}
