package io.quayside.core;

import io.quayside.api.Stable;
import java.net.SocketAddress;

/**
 * An endpoint that listens.
 *
 * @param name its name
 * @param address the address bound, with the port that the system picked if 0 was configured
 * @param transport the transport's id
 * @param transportNote why not a better transport; empty when there is none or it was not left to the server
 * @param codec the codec's id
 * @param plugin the plugin's id
 * @param sessions sessions open now
 * @since 0.1
 */
@Stable
public record RunningEndpoint(
        String name,
        SocketAddress address,
        String transport,
        String transportNote,
        String codec,
        String plugin,
        int sessions) {}
