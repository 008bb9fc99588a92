package io.quayside.examples.embedded;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import io.quayside.api.session.Session;
import org.junit.jupiter.api.Test;

class GreeterTest {
    private final Session<String> session = mock();

    @Test
    void greetsByName() {
        new Greeter("Hello").message(session, "Ann");

        verify(session).send("Hello, Ann");
    }
}
