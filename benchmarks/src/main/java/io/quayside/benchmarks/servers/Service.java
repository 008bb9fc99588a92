package io.quayside.benchmarks.servers;

import java.util.Locale;

/** What a server does with the frames it gets. */
public enum Service {
    /** Sends them back. */
    ECHO,
    /** Sends what one sends to all others. */
    FAN_OUT,
    /** Decodes them as protobuf messages, and sends back others made of them. */
    PROTOBUF;

    /** Bytes of the largest frame's payload. */
    public static final int LARGEST = 1 << 20;

    /** Connections that wait to be accepted. */
    static final int BACKLOG = 1024;

    /** How a server's command line calls it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The service of an id. */
    static Service of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
