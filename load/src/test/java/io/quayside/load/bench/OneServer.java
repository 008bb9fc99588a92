package io.quayside.load.bench;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicReference;

/** A server of a test, with a thread for each connection. */
final class OneServer implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final AtomicReference<Exception> fault = new AtomicReference<>();
    private final Behaviour behaviour;

    /** What it does with each connection; the end of the stream, or of the connection, ends it. */
    @FunctionalInterface
    interface Behaviour {
        void serve(DataInputStream in, OutputStream out, Socket socket) throws Exception;
    }

    OneServer(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        Thread acceptor = new Thread(this::accept, "test-acceptor");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** Sends everything back. */
    static OneServer echo() throws IOException {
        return new OneServer((in, out, socket) -> echoFor(in, out, Long.MAX_VALUE));
    }

    /** Sends so many bytes back, one by one or as they come. */
    static void echoFor(DataInputStream in, OutputStream out, long bytes) throws IOException {
        byte[] buffer = new byte[8192];
        long left = bytes;
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw new EOFException();
            }
            out.write(buffer, 0, count);
            left -= count;
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    /** What went wrong in the server itself, or null. */
    Exception fault() {
        return fault.get();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                Thread thread = new Thread(() -> serve(socket), "test-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    fault.compareAndSet(null, e);
                }
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            behaviour.serve(new DataInputStream(socket.getInputStream()), socket.getOutputStream(), socket);
        } catch (IOException e) {
            // That the generator has gone is how each run ends.
            if (!(e instanceof EOFException || e instanceof SocketException)) {
                fault.compareAndSet(null, e);
            }
        } catch (Exception e) {
            fault.compareAndSet(null, e);
        }
    }
}
