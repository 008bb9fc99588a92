package io.quayside.tck.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.quayside.api.codec.Codec;
import io.quayside.api.codec.FramedCodec;
import io.quayside.api.codec.Framing;
import io.quayside.api.codec.Framings;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;

/** The codec's laws, kept by codecs with each of the API's framings. They are here because the API can't see its contracts. */
class FramingsContractTest {
    /** What is common to all framings but the one for fixed sizes. */
    abstract static class Contract extends CodecContract<String> {
        private final Framing framing;

        Contract(Framing framing) {
            this.framing = framing;
        }

        @Override
        protected Codec<String> codec() {
            return new FramedCodec<>(framing, new CharsPayload());
        }

        @Override
        protected int largestSample() {
            return framing.maximumPayload();
        }

        @Override
        protected String sample(int size, Random random) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            return new String(bytes, ISO_8859_1);
        }

        @Override
        protected String tooLarge() {
            return "x".repeat(framing.maximumPayload() + 1);
        }
    }

    @Nested
    class Varint32 extends Contract {
        Varint32() {
            super(Framings.varint32(300));
        }

        @Override
        protected List<byte[]> hostileLengths() {
            return List.of(
                    bytes(0xAD, 0x02),
                    bytes(0xFF, 0xFF, 0xFF, 0xFF, 0x07),
                    bytes(0xFF, 0xFF, 0xFF, 0xFF, 0x0F),
                    bytes(0xFF, 0xFF, 0xFF, 0xFF, 0x7F),
                    bytes(0x80, 0x80, 0x80, 0x80, 0x80),
                    bytes(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01));
        }
    }

    @Nested
    class Varint32WithOneByteLengths extends Contract {
        Varint32WithOneByteLengths() {
            super(Framings.varint32(100));
        }

        @Override
        protected List<byte[]> hostileLengths() {
            return List.of(bytes(101), bytes(127), bytes(0x80, 0x01));
        }
    }

    @Nested
    class Length1 extends Contract {
        Length1() {
            super(Framings.lengthField(1, 200));
        }

        @Override
        protected List<byte[]> hostileLengths() {
            return List.of(bytes(201), bytes(255));
        }
    }

    @Nested
    class Length2 extends Contract {
        Length2() {
            super(Framings.lengthField(2, 300));
        }

        @Override
        protected List<byte[]> hostileLengths() {
            return List.of(bytes(0x01, 0x2D), bytes(0xFF, 0xFF));
        }
    }

    @Nested
    class Length3 extends Contract {
        Length3() {
            super(Framings.lengthField(3, 300));
        }

        @Override
        protected List<byte[]> hostileLengths() {
            return List.of(bytes(0, 0x01, 0x2D), bytes(0xFF, 0xFF, 0xFF));
        }
    }

    @Nested
    class Length4 extends Contract {
        Length4() {
            super(Framings.lengthField(4, 300));
        }

        @Override
        protected List<byte[]> hostileLengths() {
            return List.of(
                    bytes(0, 0, 0x01, 0x2D),
                    bytes(0x7F, 0xFF, 0xFF, 0xFF),
                    bytes(0x80, 0, 0, 0),
                    bytes(0xFF, 0xFF, 0xFF, 0xFF));
        }
    }

    @Nested
    class Lines extends Contract {
        Lines() {
            super(Framings.lines(150));
        }

        @Override
        protected String sample(int size, Random random) {
            return super.sample(size, random).replace('\n', '.').replaceFirst("\r$", ".");
        }

        @Override
        protected List<byte[]> hostileLengths() {
            return List.of(
                    "x".repeat(151).getBytes(ISO_8859_1),
                    ("x".repeat(151) + "\n").getBytes(ISO_8859_1),
                    ("x".repeat(150) + "\rx").getBytes(ISO_8859_1),
                    ("x".repeat(150) + "\r\r").getBytes(ISO_8859_1));
        }
    }

    @Nested
    class Delimiter extends Contract {
        Delimiter() {
            super(Framings.delimiter(new byte[] {'<', '/', '<', '/', '>'}, 150));
        }

        @Override
        protected String sample(int size, Random random) {
            return random.ints(size, 0, 3)
                    .collect(StringBuilder::new, (text, i) -> text.append("<a/".charAt(i)), StringBuilder::append)
                    .toString()
                    .replaceFirst("</$", "..");
        }

        @Override
        protected List<byte[]> hostileLengths() {
            return List.of(
                    "x".repeat(155).getBytes(ISO_8859_1),
                    "</".repeat(78).substring(1).getBytes(ISO_8859_1));
        }
    }

    @Nested
    class Fixed extends Contract {
        Fixed() {
            super(Framings.fixed(16));
        }

        @Override
        protected String sample(int size, Random random) {
            return super.sample(largestSample(), random);
        }

        @Override
        protected List<byte[]> hostileLengths() {
            return List.of();
        }
    }
}
