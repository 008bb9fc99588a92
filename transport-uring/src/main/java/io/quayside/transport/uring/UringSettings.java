package io.quayside.transport.uring;

import io.quayside.api.Settings;

/** The transport's settings, checked; {@link UringTransportProvider} documents each. */
record UringSettings(
        int workers,
        int listeners,
        int ringSize,
        int receiveBuffers,
        int backlog,
        boolean tcpNoDelay,
        boolean keepAlive,
        boolean reuseAddress,
        int receiveBuffer,
        int sendBuffer) {

    static UringSettings from(Settings settings) {
        int workers = settings.integer("workers", 0, 0, 1024);
        return new UringSettings(
                workers == 0 ? Runtime.getRuntime().availableProcessors() : workers,
                settings.integer("listeners", 1, 1, 64),
                settings.integer("ring-size", 1024, 8, 16_384),
                powerOfTwo(settings.integer("receive-buffers", 512, 1, 32_768)),
                settings.integer("backlog", 1024, 1, 65_535),
                settings.flag("tcp-no-delay", true),
                settings.flag("keep-alive", false),
                settings.flag("reuse-address", true),
                (int) settings.bytes("receive-buffer", 0, 0, Integer.MAX_VALUE),
                (int) settings.bytes("send-buffer", 0, 0, Integer.MAX_VALUE));
    }

    private static int powerOfTwo(int least) {
        return least == 1 ? 1 : Integer.highestOneBit(least - 1) << 1;
    }
}
