package io.quayside.transport.uring.ring;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.quayside.api.Internal;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What a kernel can do; asked of a ring.
 *
 * @since 0.1
 */
@Internal
public final class Probe {
    private static final int MOST_OPERATIONS = 256;

    private Probe() {}

    /**
     * Whether the kernel has everything that is prepared here, with all flags. Flags can't be asked for, operations can: the
     * one that came with version 6.0 stands for what came with it and before.
     */
    public static boolean isRecentEnough(Ring ring) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment probe = arena.allocate(Abi.PROBE_SIZE + (long) MOST_OPERATIONS * Abi.PROBE_OP_SIZE, 8);
            int result = Libc.register(ring.descriptor(), Abi.REGISTER_PROBE, probe.address(), MOST_OPERATIONS);
            if (result < 0) {
                throw new RingException("probing for operations", -result);
            }
            int last = Byte.toUnsignedInt(probe.get(JAVA_BYTE, Abi.PROBE_LAST_OP));
            long flags = Abi.PROBE_SIZE + (long) Abi.OP_SEND_ZC * Abi.PROBE_OP_SIZE + Abi.PROBE_OP_FLAGS;
            return last >= Abi.OP_SEND_ZC && (probe.get(JAVA_SHORT, flags) & Abi.OP_SUPPORTED) != 0;
        }
    }
}
