package io.quayside.transport.uring.ring;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.quayside.api.Internal;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Calls for sockets that don't go through a ring: none of them blocks. From any thread.
 *
 * @since 0.1
 */
@Internal
public final class Sockets {
    private static final boolean HAS_VERSION_6 = hasVersion6();

    private Sockets() {}

    /** A socket to connect to this address with; its calls block, so that the ring waits for it. */
    public static int open(InetAddress forAddress) throws IOException {
        int family = forAddress instanceof Inet6Address ? Abi.AF_INET6 : Abi.AF_INET;
        return checked("socket", Libc.socket(family, Abi.SOCK_STREAM | Abi.SOCK_CLOEXEC));
    }

    /** A socket to listen with at this address, which isn't bound yet; it takes both versions if the address is any. */
    public static int openListening(InetAddress forAddress) throws IOException {
        int type = Abi.SOCK_STREAM | Abi.SOCK_CLOEXEC | Abi.SOCK_NONBLOCK;
        boolean version6 = forAddress instanceof Inet6Address || takesBoth(forAddress);
        int socket = Libc.socket(version6 ? Abi.AF_INET6 : Abi.AF_INET, type);
        checked("socket", socket);
        if (version6) {
            try {
                set(socket, Abi.IPPROTO_IPV6, Abi.IPV6_V6ONLY, takesBoth(forAddress) ? 0 : 1);
            } catch (IOException e) {
                close(socket);
                throw e;
            }
        }
        return socket;
    }

    private static boolean takesBoth(InetAddress address) {
        return address.isAnyLocalAddress() && HAS_VERSION_6;
    }

    private static boolean hasVersion6() {
        int socket = Libc.socket(Abi.AF_INET6, Abi.SOCK_STREAM | Abi.SOCK_CLOEXEC);
        if (socket < 0) {
            return false;
        }
        Libc.close(socket);
        return !Boolean.getBoolean("java.net.preferIPv4Stack");
    }

    /** Binds and listens; answers the address bound. */
    public static InetSocketAddress listen(int socket, InetSocketAddress address, int backlog) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            SocketName name = new SocketName(arena);
            if (takesBoth(address.getAddress())) {
                name.setAny(address.getPort());
            } else {
                name.set(address);
            }
            checked("bind", Libc.bind(socket, name.address(), name.length()));
            checked("listen", Libc.listen(socket, backlog));
            return localName(socket, name);
        }
    }

    /** Takes a peer that is here, and notes its address; answers its socket, or an error number as a negative one. */
    public static int accept(int listening, SocketName peer) {
        peer.clear();
        return Libc.accept(listening, peer.address(), peer.lengthAddress(), Abi.SOCK_CLOEXEC);
    }

    /**
     * Whether a peer waits to be accepted. An accept itself can't tell without a descriptor: it wants one before it looks.
     */
    public static boolean isPeerWaiting(int listening) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pollfd = arena.allocate(Abi.POLLFD_SIZE, 4);
            pollfd.set(JAVA_INT, 0, listening);
            pollfd.set(JAVA_SHORT, Abi.POLLFD_EVENTS, (short) Abi.POLLIN);
            return Libc.poll(pollfd.address()) > 0 && (pollfd.get(JAVA_SHORT, Abi.POLLFD_REVENTS) & Abi.POLLIN) != 0;
        }
    }

    /** The address that a socket is bound to. */
    public static InetSocketAddress localName(int socket, SocketName scratch) throws IOException {
        scratch.clear();
        checked("getsockname", Libc.localName(socket, scratch.address(), scratch.lengthAddress()));
        return scratch.get();
    }

    /** SO_REUSEADDR. */
    public static void reuseAddress(int socket, boolean on) throws IOException {
        set(socket, Abi.SOL_SOCKET, Abi.SO_REUSEADDR, on ? 1 : 0);
    }

    /** SO_REUSEPORT. */
    public static void reusePort(int socket) throws IOException {
        set(socket, Abi.SOL_SOCKET, Abi.SO_REUSEPORT, 1);
    }

    /** TCP_NODELAY; what is accepted inherits it. */
    public static void noDelay(int socket) throws IOException {
        set(socket, Abi.IPPROTO_TCP, Abi.TCP_NODELAY, 1);
    }

    /** SO_KEEPALIVE; what is accepted inherits it. */
    public static void keepAlive(int socket) throws IOException {
        set(socket, Abi.SOL_SOCKET, Abi.SO_KEEPALIVE, 1);
    }

    /** SO_RCVBUF; what is accepted inherits it. */
    public static void receiveBuffer(int socket, int bytes) throws IOException {
        set(socket, Abi.SOL_SOCKET, Abi.SO_RCVBUF, bytes);
    }

    /** SO_SNDBUF; what is accepted inherits it. */
    public static void sendBuffer(int socket, int bytes) throws IOException {
        set(socket, Abi.SOL_SOCKET, Abi.SO_SNDBUF, bytes);
    }

    /** Has the close send a reset: SO_LINGER of no seconds. Answers 0, or an error number as a negative one. */
    public static int resetOnClose(int socket) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment linger = arena.allocateFrom(JAVA_INT, 1, 0);
            return Libc.option(socket, Abi.SOL_SOCKET, Abi.SO_LINGER, linger.address(), (int) linger.byteSize());
        }
    }

    private static void set(int socket, int level, int option, int value) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocateFrom(JAVA_INT, value);
            checked("setsockopt", Libc.option(socket, level, option, memory.address(), (int) memory.byteSize()));
        }
    }

    /** Ends the output. Answers 0, or an error number as a negative one. */
    public static int shutdownOutput(int socket) {
        return Libc.shutdown(socket, Abi.SHUT_WR);
    }

    /** Stops a socket from listening, at once, whoever still polls it. Answers 0, or an error number as a negative one. */
    public static int stopListening(int socket) {
        return Libc.shutdown(socket, Abi.SHUT_RDWR);
    }

    /** Closes it, outside of any ring. Answers 0, or an error number as a negative one; the descriptor is gone either way. */
    public static int close(int socket) {
        return Libc.close(socket);
    }

    private static int checked(String call, int result) throws IOException {
        if (result < 0) {
            throw Errno.exception(call, -result);
        }
        return result;
    }
}
