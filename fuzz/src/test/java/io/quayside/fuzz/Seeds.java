package io.quayside.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.Logout;
import io.quayside.chat.v1.Ping;
import io.quayside.chat.v1.SendPrivate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Writes the inputs that the fuzzer begins with, by its argument, {@code src/test/resources}. Run it again when a target reads
 * its input in another way; what the fuzzer has found is not written here, and stays.
 */
final class Seeds {
    private final Path resources;

    private Seeds(Path resources) {
        this.resources = resources;
    }

    public static void main(String[] arguments) throws IOException {
        Seeds seeds = new Seeds(Path.of(arguments[0]));
        seeds.framings();
        seeds.payloads();
        seeds.chat();
        seeds.configurations();
    }

    private void write(Class<?> target, String method, String name, byte[]... parts) throws IOException {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            input.writeBytes(part);
        }
        Path directory = resources.resolve("io/quayside/fuzz/" + target.getSimpleName() + "Inputs/" + method);
        Files.createDirectories(directory);
        Files.write(directory.resolve(name), input.toByteArray());
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] times(int count, int value) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private void framings() throws IOException {
        Class<?> varint = VarintFramingFuzzTest.class;
        write(varint, "frames", "two-frames-byte-by-byte", bytes(1, 2, 1, 0), text("\u0003one\u0003two\u0000"));
        write(varint, "frames", "largest", bytes(3, 3, 2, 9, 30), bytes(127), times(127, 'x'));
        write(varint, "frames", "one-too-large", bytes(3, 3, 0), bytes(0x80, 1), times(128, 'x'));
        write(varint, "frames", "padded-length", bytes(6, 2, 1, 1), bytes(0x83, 0x80, 0), text("abc"));
        write(varint, "frames", "length-without-end", bytes(0, 7, 0), times(5, 0xFF), bytes(1, 'x'));
        write(varint, "frames", "hostile-length", bytes(2, 7, 1, 2), bytes(0xFF, 0xFF, 0xFF, 0xFF, 7, 'x'));

        Class<?> length = LengthFieldFramingFuzzTest.class;
        write(length, "frames", "one-byte", bytes(0, 0, 2, 1, 1), text("\u0003one\u0003two\u0000"));
        write(length, "frames", "two-bytes", bytes(3, 1, 5, 2, 0, 7), bytes(1, 44), times(300, 'x'), bytes(0, 0));
        write(length, "frames", "three-bytes-one-too-large", bytes(1, 2, 2, 0), bytes(0, 0, 21), times(21, 'x'));
        write(length, "frames", "four-bytes", bytes(7, 3, 6, 1, 2), bytes(0, 0, 0, 2, 'o', 'k', 0, 0));
        write(length, "frames", "hostile-length", bytes(2, 3, 6, 0), times(4, 0xFF), text("x"));

        Class<?> line = LineFramingFuzzTest.class;
        write(line, "frames", "lines", bytes(1, 3, 1, 0), text("one\r\ntwo\n\n\r\nthree"));
        write(line, "frames", "largest-with-return", bytes(3, 2, 1, 2), text("abc\r\nabc\n"));
        write(line, "frames", "one-too-large", bytes(0, 2, 1, 0), text("abcd\n"));
        write(line, "frames", "returns", bytes(6, 2, 1, 0), text("a\r\r\r\n\r\r\n"));

        Class<?> delimiter = DelimiterFramingFuzzTest.class;
        write(delimiter, "frames", "empty-line", bytes(1, 1, 3, 1, 0), text("GET /\r\n\r\n\r\n\r\r\n\r\n"));
        write(delimiter, "frames", "false-beginnings", bytes(3, 2, 3, 2, 0, 2), text("aaaabaabaaab"));
        write(delimiter, "frames", "one-too-large", bytes(0, 0, 2, 0), text("abcd;"));
        write(delimiter, "frames", "overlapping", bytes(2, 4, 3, 1, 0), text("ababababx"));

        Class<?> fixed = FixedFramingFuzzTest.class;
        write(fixed, "frames", "three-and-a-half", bytes(1, 3, 1, 2), text("abcdefghijklmn"));
        write(fixed, "frames", "one-byte-each", bytes(2, 0, 0), text("abc"));
        write(fixed, "frames", "exactly-one", bytes(7, 4, 0), text("abcde"));
    }

    private void payloads() throws IOException {
        Class<?> texts = TextCodecFuzzTest.class;
        byte[] all = text("a\u00e9\u20ac\ud83d\ude00\ufffd");
        write(texts, "texts", "every-length", bytes(1, 1, 0), bytes(all.length), all);
        write(texts, "texts", "too-long-a-form", bytes(0, 0), bytes(2, 0xC0, 0x80));
        write(texts, "texts", "half-a-pair", bytes(2, 0), bytes(3, 0xED, 0xA0, 0x80));
        write(texts, "texts", "beyond-the-last", bytes(3, 0), bytes(4, 0xF4, 0x90, 0x80, 0x80));
        write(texts, "texts", "cut-short", bytes(3, 0), bytes(2, 'a', 0xE2), all);
        write(texts, "texts", "units-in-pairs", bytes(0, 0), bytes(0xD8, 0x3D, 0xDE, 0, 0, 'x', 0xDE, 0));

        Class<?> messages = ProtobufCodecFuzzTest.class;
        Frame ping = Frame.newBuilder()
                .setRef(-1)
                .setPing(Ping.newBuilder().setPayload(ByteString.copyFromUtf8("ping")))
                .build();
        byte[] framed = ProtobufCodecFuzzTest.frame(ping.toByteArray());
        write(messages, "messages", "two-frames", bytes(1, 0, 0, 1, 3), framed, framed);
        write(messages, "messages", "unknown-field", bytes(0, 0, 1, 0), ping.toByteArray(), bytes(0xFA, 7, 2, 1, 2));
        write(messages, "messages", "unknown-group", bytes(0, 0, 1, 0), bytes(0xFB, 7, 8, 1, 0xFC, 7));
        write(messages, "messages", "end-of-no-group", bytes(0, 0, 1, 0), bytes(8, 1, 0x0C, 8, 2));
        write(messages, "messages", "huge-length-inside", bytes(3, 0, 1, 0), bytes(0x12, 0xFF, 0xFF, 0xFF, 0xFF, 7));
        write(messages, "messages", "negative-length", bytes(3, 0, 1, 0), bytes(0x12), times(9, 0xFF), bytes(1));
        write(messages, "messages", "text-no-utf8", bytes(1, 0, 1, 0), bytes(0x1A, 3, 0x0A, 1, 0xFF));
        write(messages, "messages", "field-zero", bytes(1, 0, 1, 0), bytes(2, 1, 'x'));
        write(messages, "messages", "deep", bytes(1, 1, 1, 0), nested(49).toByteArray());
        write(messages, "messages", "too-deep", bytes(1, 1, 1, 0), nested(51).toByteArray());
        byte[] descriptor = DescriptorProto.getDescriptor().toProto().toByteArray();
        write(messages, "messages", "descriptor", bytes(2, 2, 1, 0), descriptor);
        // An UninterpretedOption's name without its two required fields.
        write(messages, "messages", "field-missing", bytes(2, 2, 1, 0), bytes(0x3A, 5, 0xBA, 0x3E, 2, 0x12, 0));
    }

    private static Value nested(int levels) {
        Value value = Value.newBuilder().setNumberValue(1).build();
        for (int i = 0; i < levels; i++) {
            value = Value.newBuilder()
                    .setListValue(ListValue.newBuilder().addValues(value))
                    .build();
        }
        return value;
    }

    private void chat() throws IOException {
        Class<?> streams = ChatBytesFuzzTest.class;
        byte[] ann = chunk(0, ChatPlay.login(1, "ann", "Ann"));
        byte[] bob = chunk(1, ChatPlay.login(1, "bob", "Bob"));
        byte[] hello = chunk(
                0,
                Frame.newBuilder()
                        .setRef(2)
                        .setSendPrivate(SendPrivate.newBuilder().setTo("bob").setText("hello"))
                        .build());
        byte[] bye = chunk(
                0,
                Frame.newBuilder()
                        .setRef(3)
                        .setLogout(Logout.getDefaultInstance())
                        .build());
        write(streams, "survives", "private-message", bytes(0), ann, bob, hello, bye);
        write(streams, "survives", "private-message-in-trouble", bytes(3), ann, bob, hello, bye);
        write(streams, "survives", "same-user-twice", bytes(0), ann, chunk(1, ChatPlay.login(5, "ann", "Ann")), hello);
        write(streams, "survives", "too-large", bytes(0), ann, bytes(0, 2), bytes(0xA1, 0x1F, 8));
        write(streams, "survives", "no-frame", bytes(0), ann, bytes(0, 3), bytes(3, 0x1A, 9, 9));
        write(streams, "survives", "half-a-frame", bytes(0), ann, bytes(0, 2), bytes(50, 8, 1));
        write(streams, "survives", "reset-in-a-frame", bytes(0), ann, bytes(0, 1), bytes(50, 8), bytes(66, 2));
        write(streams, "survives", "no-kind", bytes(0), bytes(0, 0, 0, 130, 2, 2, 8, 7));

        Class<?> requests = ChatRequestsFuzzTest.class;
        byte[] in = bytes(4, 4 * 3, 4, 4 * 4 + 1, 4, 4 * 5 + 2);
        byte[] together = bytes(12, 0, 15, 1, 15, 2);
        write(requests, "answers", "three-log-in", bytes(0), in, bytes(25, 0, 28, 1, 31, 2, 30, 0));
        write(
                requests,
                "answers",
                "private-messages",
                bytes(0),
                in,
                bytes(8, 4 * 4, 8, 4 * 3 + 1, 8, 4 * 60, 9, 4 * 63));
        write(
                requests,
                "answers",
                "a-group",
                bytes(0),
                in,
                together,
                bytes(20, 4 * 6, 20, 4 * 9 + 1, 18, 0, 20, 1, 27, 1));
        write(requests, "answers", "a-group-in-trouble", bytes(3), in, together, bytes(20, 4 * 6, 18, 0, 24, 1, 0, 2));
        write(requests, "answers", "replaced", bytes(0), in, together, bytes(4, 4 * 3 + 3, 20, 1, 15, 3, 8, 2));
        write(requests, "answers", "all-at-once", bytes(0), bytes(132, 12, 140, 0, 148, 12, 136, 0, 152, 0, 132, 12));
        write(requests, "answers", "nobody-in-particular", bytes(0), bytes(8, 4, 12, 5, 15, 6, 24, 7, 27, 4, 28, 5));
        write(requests, "answers", "wrong-refs", bytes(0), in, bytes(28, 240, 28, 240, 8, 245, 25, 241));
        write(requests, "answers", "too-late", bytes(0), bytes(28, 0, 3, 56, 4, 12));
        write(requests, "answers", "slow-reader", bytes(0), in, together, bytes(1, 4 + 1), repeated(20, 255 & ~3, 8));
        write(requests, "answers", "disconnected", bytes(0), in, together, bytes(0, 8, 0, 5, 0, 2, 4, 12, 12, 0));
    }

    private static byte[] chunk(int place, Frame frame) {
        byte[] framed = ProtobufCodecFuzzTest.frame(frame.toByteArray());
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.write(place);
        chunk.write(framed.length - 1);
        chunk.writeBytes(framed);
        return chunk.toByteArray();
    }

    private static byte[] repeated(int what, int argument, int times) {
        byte[] all = new byte[2 * times];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i % 2 == 0 ? what : argument);
        }
        return all;
    }

    private void configurations() throws IOException {
        configuration("small", "quayside.endpoints.echo { listen = \"127.0.0.1:0\", plugin = echo }\n");
        configuration("large", """
                quayside {
                  transport = nio2
                  pool.memory = 64m
                  stop-deadline = 1s
                  endpoints {
                    chat {
                      listen = "[::1]:7", plugin = chat, codec { id = protobuf, max-frame = 64k }
                      session { limit = 10, idle-timeout = 1m }, admission { waiting = 0 }, settings { max-text = 1k }
                    }
                  }
                }
                """);
        configuration("overrides", "quayside { a = [1, 2] }\n--\na=3\nendpoints.x.listen = \"*:1\"\nb.c={d = e}\n");
        configuration("substitution", "quayside { a = 1, b = ${quayside.a}x, c = ${?NOT_SET}, d += 2 }\n");
        configuration("no-section", "quayside = 7\n");
        configuration("cycle", "quayside { a = ${quayside.b}, b = ${quayside.a} }\n");
        configuration("not-hocon", "quayside { = }\n");
        configuration("null", "quayside { endpoints = null, \"a.b\" = 1e400, \"\" = x }\n");
    }

    private void configuration(String name, String text) throws IOException {
        write(ConfigurationFuzzTest.class, "isRightOrExplained", name, text.getBytes(ISO_8859_1));
    }
}
