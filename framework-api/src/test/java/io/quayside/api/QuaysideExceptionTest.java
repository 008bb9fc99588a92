package io.quayside.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuaysideExceptionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cannot start: no file\nlook elsewhere",
                "cannot start: no file\r\nlook elsewhere",
                "cannot start: no file\rlook elsewhere",
                "cannot start: no file \u2028 look elsewhere",
                "cannot start: no file\n\n\tlook elsewhere\n",
                "\n cannot start: no file \n \n look elsewhere \n"
            })
    void aMessageIsOneLine(String text) {
        assertEquals("cannot start: no file look elsewhere", new QuaysideException("QS-302", text).getMessage());
    }

    @Test
    void aLineStaysAsItIs() {
        String line = " the  text\thas its own   spaces ";
        assertEquals(line, new QuaysideException("QS-302", line).getMessage());
    }

    @Test
    void whatLedToItIsKeptAsItWas() {
        Throwable cause = new IllegalStateException("one\ntwo");
        QuaysideException failure = new QuaysideException("QS-302", "cannot start: " + cause, cause);
        assertEquals("cannot start: java.lang.IllegalStateException: one two", failure.getMessage());
        assertSame(cause, failure.getCause());
        assertEquals("QS-302", failure.code());
    }
}
