package io.quayside.benchmarks.compare;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What a machine can't do isn't measured on it, and is said. */
final class Limits {
    private static final int OTHER_DESCRIPTORS = 300;
    private static final long MOST_IN_FLIGHT = 1L << 30;

    private Limits() {}

    /** Whether so many connections fit into a process; says so if not. */
    static boolean allow(int connections) {
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long descriptors = system.getMaxFileDescriptorCount();
        if (connections + OTHER_DESCRIPTORS <= descriptors) {
            return true;
        }
        System.out.println("left out: " + connections + " connections, since a process may open " + descriptors
                + " descriptors here\n");
        return false;
    }

    /** Whether the system's buffers can hold so much at a time; says so if not. */
    static boolean allow(int connections, int size, int inFlight) {
        if ((long) connections * size * inFlight <= MOST_IN_FLIGHT) {
            return allow(connections);
        }
        System.out.println("left out: " + connections + " connections with " + inFlight + " messages of " + size
                + " bytes in flight on each, which is more than 1 GiB\n");
        return false;
    }
}
