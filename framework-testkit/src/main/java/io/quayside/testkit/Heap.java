package io.quayside.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the calling thread allocates. */
final class Heap {
    private Heap() {}

    /** Bytes of the heap that this thread has allocated so far; always 0 where the machine doesn't count. */
    static long allocated() {
        return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                        && threads.isThreadAllocatedMemorySupported()
                ? threads.getCurrentThreadAllocatedBytes()
                : 0;
    }
}
