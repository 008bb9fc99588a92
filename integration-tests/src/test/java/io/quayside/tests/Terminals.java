package io.quayside.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Performs what a page shows of terminals with {@code nc} in them: {@code $ nc HOST PORT} connects, {@code > LINE} is
 * typed, {@code ^C} ends {@code nc}, and anything else has to come from the server. Lines that follow each other may be
 * of different threads of the server, so they may come in any order until something is typed again.
 */
final class Terminals implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final InetSocketAddress server;
    private final Map<String, Terminal> open = new LinkedHashMap<>();

    private record Terminal(Socket socket, BufferedReader in) {}

    Terminals(InetSocketAddress server) {
        this.server = server;
    }

    /** What is seen of one terminal; goes on where the last part of the same terminal ended. */
    void perform(String name, String seen) throws IOException {
        List<String> expected = new ArrayList<>();
        for (String line : seen.lines().toList()) {
            if (line.startsWith("$ nc ")) {
                open.put(name, connected());
            } else if (line.startsWith("> ")) {
                read(name, expected);
                write(name, line.substring(2));
            } else if (line.equals("^C")) {
                read(name, expected);
                open.get(name).socket().close();
            } else {
                expected.add(line);
            }
        }
        read(name, expected);
    }

    private Terminal connected() throws IOException {
        Socket socket = new Socket(server.getAddress(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new Terminal(
                socket, new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)));
    }

    private void write(String name, String line) throws IOException {
        open.get(name).socket().getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void read(String name, List<String> expected) throws IOException {
        List<String> came = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            came.add(open.get(name).in().readLine());
        }
        assertEquals(expected.stream().sorted().toList(), came.stream().sorted().toList(), "terminal " + name);
        expected.clear();
    }

    @Override
    public void close() throws IOException {
        for (Terminal terminal : open.values()) {
            terminal.socket().close();
        }
    }
}
