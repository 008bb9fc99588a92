package io.quayside.examples.resp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quayside.api.codec.Codec;
import io.quayside.api.codec.CodecException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RespCodecTest {
    private final RespCodec codec = new RespCodec(1_000);

    @ParameterizedTest
    @ValueSource(strings = {"PING", "  PING ", "\tPING"})
    void aLineIsACommandToo(String line) {
        assertEquals(Array.command("PING"), decoded(line + "\r\n"));
        assertEquals(Array.command("PING"), decoded(line + "\n"));
    }

    @Test
    void aLineHasWords() {
        assertEquals(Array.command("SET", "key", "value"), decoded("SET key   value\r\n"));
        assertEquals(Array.of(), decoded("\r\n"));
    }

    @Test
    void thereAreTwoWaysToWriteNothing() {
        assertEquals(Nil.NIL, decoded("$-1\r\n"));
        assertEquals(Nil.NIL, decoded("*-1\r\n"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, -1, -10, 1234567890123L, Long.MAX_VALUE, Long.MIN_VALUE})
    void numbersKeepTheirValue(long value) {
        assertEquals(":" + value + "\r\n", encoded(new Whole(value)));
        assertEquals(new Whole(value), decoded(":" + value + "\r\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "'$x', invalid bulk length",
        "'$\r', invalid bulk length",
        "'$-2\r\n', 'invalid bulk length: -2, the most allowed here is 1000'",
        "'$3\rx', invalid bulk length",
        "'$12345678901234567890', invalid bulk length",
        "'$3\r\nabcde', a bulk without its line end",
        "'*x', invalid multibulk length",
        "'*-2\r\n', 'invalid multibulk length: -2, with at most 1000 bytes in all'",
        "'*1\r\nx', 'expected ''$'', got ''x'''",
        "'*1\r\n\u0001', 'expected ''$'', got ''?'''",
        "'*1\r\n$q', invalid bulk length",
        "':9223372036854775808\r', invalid integer",
        "':-9223372036854775809\r', invalid integer",
        "':1-', invalid integer",
        "'+a\n', a line without its end",
        "'+a\rb', a line without its end",
        "'*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n', 'arrays in each other, more than 8 deep'"
    })
    void whatBreaksTheRulesIsRefusedAtTheByteThatDoes(String bytes, String reason) {
        ByteBuffer in = buffer(bytes);
        ByteBuffer begun = buffer(bytes.substring(0, bytes.length() - 1));

        assertNull(codec.decode(begun, begun.duplicate()));
        CodecException refused = assertThrows(CodecException.class, () -> codec.decode(in, in.duplicate()));
        assertEquals(reason, refused.getMessage());
    }

    @Test
    void theSizeOfALargeValueIsKnownFromItsHeaders() {
        assertEquals(4 + 9 + 6 + 700 + 2, codec.frameSize(buffer("*2\r\n$3\r\nSET\r\n$700\r\n")));
        assertEquals(Codec.UNKNOWN, codec.frameSize(buffer("*2\r\n$3\r\nSET\r\n$70")));
    }

    @Test
    void aLineEndInAnAnswerIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Failure("ERR a\r\n+OK"));
        assertEquals("-ERR a??+OK\r\n", encoded(Failure.about("ERR a\r\n+OK")));
    }

    private Resp decoded(String bytes) {
        ByteBuffer in = buffer(bytes);
        Resp value = codec.decode(in, in.duplicate());
        assertEquals(0, in.remaining());
        return value;
    }

    private String encoded(Resp value) {
        ByteBuffer out = ByteBuffer.allocate(codec.encodedSize(value));
        codec.encode(value, out);
        return new String(out.array(), ISO_8859_1);
    }

    private static ByteBuffer buffer(String bytes) {
        return ByteBuffer.wrap(bytes.getBytes(ISO_8859_1));
    }
}
