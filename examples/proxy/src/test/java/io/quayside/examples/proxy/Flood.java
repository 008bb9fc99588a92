package io.quayside.examples.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

/** Writes known bytes to a socket as fast as it takes them, on a thread of its own, and counts them. */
final class Flood {
    private static final int PIECE = 16 << 10;
    private static final long STILL_NANOS = 500_000_000;
    private static final long LOOK_EVERY_NANOS = 5_000_000;

    private volatile long written;

    Flood(Socket socket, long total) {
        this(socket, total, PIECE);
    }

    /** @param size bytes of each write; divides what is read at once */
    Flood(Socket socket, long total, int size) {
        Thread thread = new Thread(() -> write(socket, total, size), "flood");
        thread.setDaemon(true);
        thread.start();
    }

    private void write(Socket socket, long total, int size) {
        try {
            for (long at = 0; at < total; at += size) {
                socket.getOutputStream().write(piece(at, size));
                written = at + size;
            }
        } catch (IOException e) {
            written = -1; // which no test takes for a figure
        }
    }

    long written() {
        return written;
    }

    /** Waits until nothing more is taken from it. A pause that only looks like it makes a test easier to pass, never harder. */
    long awaitStill() {
        long before = -1;
        long since = System.nanoTime();
        while (System.nanoTime() - since < STILL_NANOS) {
            long now = written;
            if (now != before) {
                before = now;
                since = System.nanoTime();
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return before;
    }

    /** Reads what a flood has written, and checks each byte. */
    static void read(Socket socket, long total) {
        try {
            for (long at = 0; at < total; at += PIECE) {
                assertArrayEquals(piece(at, PIECE), socket.getInputStream().readNBytes(PIECE));
            }
        } catch (IOException e) {
            throw new AssertionError("not all bytes came", e);
        }
    }

    private static byte[] piece(long at, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (((at + i) * 31) >> 4);
        }
        return bytes;
    }
}
