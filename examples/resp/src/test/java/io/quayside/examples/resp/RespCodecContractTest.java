package io.quayside.examples.resp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quayside.api.codec.Codec;
import io.quayside.tck.codec.CodecContract;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

/** The laws of codecs, C1 to C5, for this one. */
class RespCodecContractTest extends CodecContract<Resp> {
    private static final int LARGEST = 1_000;

    @Override
    protected Codec<Resp> codec() {
        return new RespCodec(LARGEST);
    }

    /** Half of what a frame may have, for all that is written around the bytes. */
    @Override
    protected int largestSample() {
        return LARGEST / 2;
    }

    @Override
    protected Resp sample(int size, Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> new Text("x".repeat(size));
            case 1 -> Failure.about("ERR " + "y".repeat(size));
            case 2 -> new Whole(random.nextLong() >> random.nextInt(64));
            case 3 -> Nil.NIL;
            case 4 ->
                Array.of(bulk(size / 2, random), Nil.NIL, Array.of(), Array.of(new Whole(-size), bulk(2, random)));
            case 5 -> Array.of(Bulk.of("SET"), bulk(size / 4, random), bulk(size / 2, random));
            default -> bulk(size, random);
        };
    }

    private static Bulk bulk(int size, Random random) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bulk.from(ByteBuffer.wrap(bytes), size);
    }

    @Override
    protected Resp tooLarge() {
        return Bulk.of("z".repeat(LARGEST));
    }

    @Override
    protected List<byte[]> hostileLengths() {
        return List.of(
                ascii("$1001\r\n"),
                ascii("$2147483647\r\n"),
                ascii("$9223372036854775807\r\n"),
                ascii("$1000\r\n"), // which is too large together with what is around it
                ascii("*334\r\n"),
                ascii("*2147483647\r\n"),
                ascii("*2\r\n$3\r\nGET\r\n$999\r\n"),
                ascii("*2\r\n*1\r\n*1000000\r\n"),
                ascii("+" + "x".repeat(LARGEST)),
                ascii("x".repeat(LARGEST + 1)));
    }

    @Override
    protected List<byte[]> noMessages() {
        return List.of(ascii("$x\r\n"), ascii("*1\r\nGET\r\n"), ascii("$1\r\nabc"), ascii(":1.5\r\n"), ascii("+a\n"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
