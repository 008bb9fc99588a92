package io.quayside.benchmarks.process;

import com.sun.management.ThreadMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * What a server's JVM holds.
 *
 * @param heapBytes on the heap, live
 * @param directBytes in direct buffers, the JDK's and the server's own
 */
public record Memory(long heapBytes, long directBytes) {
    // What is reachable by cleaners and references only is gone after some.
    private static final int COLLECTIONS = 3;

    /** Called in the server's JVM, which is collected first. */
    static Memory afterCollections(LongSupplier uncounted) {
        for (int i = 0; i < COLLECTIONS; i++) {
            ManagementFactory.getMemoryMXBean().gc();
        }
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return new Memory(heap, direct + uncounted.getAsLong());
    }

    /** Bytes that threads which are alive have allocated on the heap since they began. */
    static long allocatedByThreads() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    String line() {
        return heapBytes + " " + directBytes;
    }

    static Memory parse(String line) {
        int blank = line.indexOf(' ');
        return new Memory(Long.parseLong(line.substring(0, blank)), Long.parseLong(line.substring(blank + 1)));
    }
}
