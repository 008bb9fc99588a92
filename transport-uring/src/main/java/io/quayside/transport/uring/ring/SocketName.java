package io.quayside.transport.uring.ring;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.quayside.api.Internal;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Memory for a socket address of IP version 4 or 6, in the form that the system has it, with its length behind it. For one
 * thread; the arena says which, and for how long.
 *
 * @since 0.1
 */
@Internal
public final class SocketName {
    private static final int LENGTH = 32;
    private static final int SIZE = 40;
    private static final int VERSION_4 = 4;

    private final MemorySegment memory;

    /** Empty. */
    public SocketName(Arena arena) {
        memory = arena.allocate(SIZE, 8);
        clear();
    }

    /** Ready to be filled by the system. */
    void clear() {
        memory.fill((byte) 0);
        memory.set(JAVA_INT, LENGTH, Abi.SOCKADDR_IN6_SIZE);
    }

    /** Sets an address of either version. */
    public void set(InetSocketAddress from) {
        clear();
        byte[] host = from.getAddress().getAddress();
        int port = from.getPort();
        memory.set(JAVA_BYTE, Abi.SOCKADDR_PORT, (byte) (port >> 8));
        memory.set(JAVA_BYTE, Abi.SOCKADDR_PORT + 1, (byte) port);
        if (host.length == VERSION_4) {
            memory.set(JAVA_SHORT, 0, (short) Abi.AF_INET);
            MemorySegment.copy(host, 0, memory, JAVA_BYTE, Abi.SOCKADDR_IN_ADDR, host.length);
            memory.set(JAVA_INT, LENGTH, Abi.SOCKADDR_IN_SIZE);
            return;
        }
        memory.set(JAVA_SHORT, 0, (short) Abi.AF_INET6);
        MemorySegment.copy(host, 0, memory, JAVA_BYTE, Abi.SOCKADDR_IN6_ADDR, host.length);
        int scope = from.getAddress() instanceof Inet6Address six ? six.getScopeId() : 0;
        memory.set(JAVA_INT, Abi.SOCKADDR_IN6_SCOPE_ID, scope);
    }

    /** Sets the address that stands for every address of this machine, of both versions. */
    public void setAny(int port) {
        clear();
        memory.set(JAVA_SHORT, 0, (short) Abi.AF_INET6);
        memory.set(JAVA_BYTE, Abi.SOCKADDR_PORT, (byte) (port >> 8));
        memory.set(JAVA_BYTE, Abi.SOCKADDR_PORT + 1, (byte) port);
    }

    /** What is in it; one of version 6 that stands for one of version 4 is answered as the latter. */
    public InetSocketAddress get() {
        int port = Byte.toUnsignedInt(memory.get(JAVA_BYTE, Abi.SOCKADDR_PORT)) << 8
                | Byte.toUnsignedInt(memory.get(JAVA_BYTE, Abi.SOCKADDR_PORT + 1));
        int family = memory.get(JAVA_SHORT, 0);
        try {
            if (family == Abi.AF_INET) {
                return new InetSocketAddress(InetAddress.getByAddress(bytes(Abi.SOCKADDR_IN_ADDR, VERSION_4)), port);
            }
            if (family != Abi.AF_INET6) {
                throw new IllegalStateException("an address of family " + family);
            }
            byte[] host = bytes(Abi.SOCKADDR_IN6_ADDR, 16);
            int scope = memory.get(JAVA_INT, Abi.SOCKADDR_IN6_SCOPE_ID);
            return new InetSocketAddress(
                    scope == 0 ? InetAddress.getByAddress(host) : Inet6Address.getByAddress(null, host, scope), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // the length is right
        }
    }

    private byte[] bytes(int from, int count) {
        byte[] bytes = new byte[count];
        MemorySegment.copy(memory, JAVA_BYTE, from, bytes, 0, count);
        return bytes;
    }

    long address() {
        return memory.address();
    }

    int length() {
        return memory.get(JAVA_INT, LENGTH);
    }

    long lengthAddress() {
        return memory.address() + LENGTH;
    }
}
