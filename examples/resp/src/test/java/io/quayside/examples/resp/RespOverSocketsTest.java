package io.quayside.examples.resp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RespOverSocketsTest extends OverEachTransport {
    private static final int MANY = 20_000;

    @Test
    void commandsThatComeTogetherAreAnsweredInOrder() throws IOException {
        try (Socket socket = connect()) {
            Thread sender = new Thread(() -> {
                for (int i = 0; i < MANY; i++) {
                    send(socket, "*2\r\n$4\r\nINCR\r\n$1\r\nn\r\n");
                }
            });
            sender.start();
            BufferedReader in = reader(socket);
            for (int i = 1; i <= MANY; i++) {
                assertEquals(":" + i, in.readLine());
            }
        }
    }

    @Test
    void sessionsCountTogether() {
        IntStream.range(0, 8).parallel().forEach(i -> {
            try (Socket socket = connect()) {
                send(socket, "INCR n\r\n".repeat(500) + "QUIT\r\n");
                assertEquals(501, reader(socket).lines().count());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        assertEquals("$4\n4000", ask("GET n\r\nQUIT\r\n").replace("\n+OK", ""));
    }

    @Test
    void aBrokenRuleIsAnsweredAndEndsTheConnection() {
        assertEquals(
                "+PONG\n-ERR Protocol error: expected '$', got 'x'",
                ask("PING\r\n*1\r\nx".concat("PING\r\n".repeat(9))));
    }

    @Test
    void whatIsTooLargeEndsTheConnectionBeforeItCame() {
        assertEquals(
                "+PONG\n-ERR Protocol error: invalid multibulk length: 1000000000, with at most 1048576 bytes in all",
                ask("PING\r\n*1000000000\r\n"));
        assertEquals(
                "-ERR Protocol error: invalid bulk length: 2147483647, the most allowed here is 1048576",
                ask("$2147483647\r\n"));
    }

    /** All that comes as answer, in lines, until the server ends the stream. */
    private String ask(String bytes) {
        try (Socket socket = connect()) {
            send(socket, bytes);
            return String.join("\n", reader(socket).lines().toList());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void send(Socket socket, String bytes) {
        try {
            socket.getOutputStream().write(bytes.getBytes(US_ASCII));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    }
}
