package io.quayside.examples.springboot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The application with Spring around it, and a client. */
@SpringBootTest(properties = {"greeter.address=127.0.0.1:0", "greeter.greeting=Good day"})
class ApplicationTest {
    @Autowired
    private ServerLifecycle server;

    @Test
    void servesFromStartToStop() throws IOException {
        InetSocketAddress address = (InetSocketAddress) server.address();
        assertEquals("Good day, Ann", answer(address));
        server.stop();

        assertFalse(server.isRunning());
        assertThrows(IOException.class, () -> answer(address));
    }

    private static String answer(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort());
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write("Ann\n".getBytes(UTF_8));
            return in.readLine();
        }
    }
}
