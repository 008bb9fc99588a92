package io.quayside.transport.uring.ring;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The C library's functions. Each answers what the function does, or an error number as a negative one, like the kernel
 * itself; pointers are longs. None of them allocates.
 *
 * <p>Callable from any thread: where errors are captured is a thread's own.
 */
@SuppressWarnings("restricted") // this is the class that the permission for native access is for
final class Libc {
    private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final ThreadLocal<MemorySegment> CAPTURE =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(CAPTURED));
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option CAPTURING = Linker.Option.captureCallState("errno");
    private static final int LONGEST_ERROR_TEXT = 256;

    private static final MethodHandle SYSCALL = LINKER.downcallHandle(
            symbol("syscall"),
            FunctionDescriptor.of(
                    JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            CAPTURING,
            Linker.Option.firstVariadicArg(1));
    private static final MethodHandle MMAP = LINKER.downcallHandle(
            symbol("mmap"),
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG),
            CAPTURING);
    private static final MethodHandle MUNMAP =
            LINKER.downcallHandle(symbol("munmap"), FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG), CAPTURING);
    private static final MethodHandle SOCKET = LINKER.downcallHandle(
            symbol("socket"), FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT), CAPTURING);
    private static final MethodHandle BIND = LINKER.downcallHandle(
            symbol("bind"), FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT), CAPTURING);
    private static final MethodHandle LISTEN =
            LINKER.downcallHandle(symbol("listen"), FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT), CAPTURING);
    private static final MethodHandle ACCEPT4 = LINKER.downcallHandle(
            symbol("accept4"), FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT), CAPTURING);
    private static final MethodHandle GETSOCKNAME = LINKER.downcallHandle(
            symbol("getsockname"), FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG), CAPTURING);
    private static final MethodHandle SETSOCKOPT = LINKER.downcallHandle(
            symbol("setsockopt"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT),
            CAPTURING);
    private static final MethodHandle SHUTDOWN =
            LINKER.downcallHandle(symbol("shutdown"), FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT), CAPTURING);
    private static final MethodHandle POLL = LINKER.downcallHandle(
            symbol("poll"), FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT), CAPTURING);
    private static final MethodHandle CLOSE =
            LINKER.downcallHandle(symbol("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT), CAPTURING);
    private static final MethodHandle EVENTFD =
            LINKER.downcallHandle(symbol("eventfd"), FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT), CAPTURING);
    // Doesn't block on a descriptor that isn't blocking, so the thread needn't leave the Java state for it.
    private static final MethodHandle EVENTFD_WRITE = LINKER.downcallHandle(
            symbol("eventfd_write"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG),
            Linker.Option.critical(false));
    private static final MethodHandle STRERROR =
            LINKER.downcallHandle(symbol("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));

    private Libc() {}

    static int setup(int entries, MemorySegment params) {
        return (int) syscall(Abi.SYS_SETUP, entries, params.address(), 0, 0, 0, 0);
    }

    static int enter(int ring, int toSubmit, int minComplete, int flags, long argument, long argumentSize) {
        return (int) syscall(Abi.SYS_ENTER, ring, toSubmit, minComplete, flags, argument, argumentSize);
    }

    static int register(int ring, int what, long argument, int count) {
        return (int) syscall(Abi.SYS_REGISTER, ring, what, argument, count, 0, 0);
    }

    private static long syscall(long number, long a, long b, long c, long d, long e, long f) {
        try {
            MemorySegment capture = CAPTURE.get();
            long result = (long) SYSCALL.invokeExact(capture, number, a, b, c, d, e, f);
            return result == -1 ? failure(capture) : result;
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static long map(long length, int flags, int descriptor, long offset) {
        try {
            MemorySegment capture = CAPTURE.get();
            long result = (long) MMAP.invokeExact(capture, 0L, length, Abi.PROT_READ_WRITE, flags, descriptor, offset);
            return result == -1 ? failure(capture) : result;
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static void unmap(long address, long length) {
        try {
            MemorySegment capture = CAPTURE.get();
            int result = (int) MUNMAP.invokeExact(capture, address, length);
            if (result < 0) {
                throw new IllegalStateException("munmap: " + Errno.text(-failure(capture)));
            }
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static int socket(int family, int type) {
        try {
            MemorySegment capture = CAPTURE.get();
            int result = (int) SOCKET.invokeExact(capture, family, type, 0);
            return result < 0 ? failure(capture) : result;
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static int bind(int socket, long address, int length) {
        try {
            MemorySegment capture = CAPTURE.get();
            int result = (int) BIND.invokeExact(capture, socket, address, length);
            return result < 0 ? failure(capture) : result;
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static int listen(int socket, int backlog) {
        try {
            MemorySegment capture = CAPTURE.get();
            int result = (int) LISTEN.invokeExact(capture, socket, backlog);
            return result < 0 ? failure(capture) : result;
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static int accept(int socket, long address, long length, int flags) {
        try {
            MemorySegment capture = CAPTURE.get();
            int result = (int) ACCEPT4.invokeExact(capture, socket, address, length, flags);
            return result < 0 ? failure(capture) : result;
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static int localName(int socket, long address, long length) {
        try {
            MemorySegment capture = CAPTURE.get();
            int result = (int) GETSOCKNAME.invokeExact(capture, socket, address, length);
            return result < 0 ? failure(capture) : result;
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static int option(int socket, int level, int option, long value, int length) {
        try {
            MemorySegment capture = CAPTURE.get();
            int result = (int) SETSOCKOPT.invokeExact(capture, socket, level, option, value, length);
            return result < 0 ? failure(capture) : result;
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static int shutdown(int socket, int how) {
        try {
            MemorySegment capture = CAPTURE.get();
            int result = (int) SHUTDOWN.invokeExact(capture, socket, how);
            return result < 0 ? failure(capture) : result;
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    /** Looks at one descriptor, without waiting. */
    static int poll(long pollfd) {
        try {
            MemorySegment capture = CAPTURE.get();
            int result = (int) POLL.invokeExact(capture, pollfd, 1L, 0);
            return result < 0 ? failure(capture) : result;
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static int close(int descriptor) {
        try {
            MemorySegment capture = CAPTURE.get();
            int result = (int) CLOSE.invokeExact(capture, descriptor);
            return result < 0 ? failure(capture) : result;
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static int eventfd() {
        try {
            MemorySegment capture = CAPTURE.get();
            int result = (int) EVENTFD.invokeExact(capture, 0, Abi.EFD_NONBLOCK | Abi.EFD_CLOEXEC);
            return result < 0 ? failure(capture) : result;
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    /** Adds one to the counter; false when it is full, which is as good: whoever waits for it wakes up. */
    static boolean eventfdWrite(int descriptor) {
        try {
            return (int) EVENTFD_WRITE.invokeExact(descriptor, 1L) == 0;
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static String errorText(int errno) {
        try {
            MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
            return text.equals(MemorySegment.NULL)
                    ? "unknown error"
                    : text.reinterpret(LONGEST_ERROR_TEXT).getString(0);
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    /** A segment over mapped memory, which lives as long as the arena and no longer than the mapping. */
    static MemorySegment segment(long address, long size, Arena arena) {
        return MemorySegment.ofAddress(address).reinterpret(size, arena, null);
    }

    private static int failure(MemorySegment capture) {
        return -(int) ERRNO.get(capture, 0L);
    }

    private static MemorySegment symbol(String name) {
        return LINKER.defaultLookup().findOrThrow(name);
    }

    /** The handles themselves throw nothing but errors of the machine. */
    private static RuntimeException impossible(Throwable thrown) {
        if (thrown instanceof RuntimeException runtime) {
            return runtime;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(thrown);
    }
}
