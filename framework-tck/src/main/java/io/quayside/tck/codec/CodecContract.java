package io.quayside.tck.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.quayside.api.Stable;
import io.quayside.api.codec.Codec;
import io.quayside.api.codec.CodecException;
import io.quayside.tck.Promise;
import io.quayside.tck.PromiseReport;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What holds for every codec: the laws C1 to C5, and that a codec is used by many threads at once. A codec's author extends
 * it, says how to make the codec and messages for it, and adds what is special about the codec.
 *
 * @param <M> the type of the messages
 * @since 0.1
 */
@Stable
@ExtendWith(PromiseReport.class)
public abstract class CodecContract<M> {
    private static final int SAMPLES = 200;
    private static final int THREADS = 4;

    /** What two exceptions with their stacks and texts may take, and more. */
    private static final int MEMORY_OF_A_REFUSAL = 128 << 10;

    /** For subclasses. */
    protected CodecContract() {}

    /** The codec to be tested. Called once for each test. */
    protected abstract Codec<M> codec();

    /** The most that {@link #sample} is asked for: the size of the largest message, as the codec's author measures it. */
    protected abstract int largestSample();

    /** Some message of this size, 0 to {@link #largestSample}; random, so that two of one size differ if they can. */
    protected abstract M sample(int size, Random random);

    /** A message that is too large to be sent. */
    protected abstract M tooLarge();

    /** Beginnings of streams that announce, or are, more than is allowed. */
    protected abstract List<byte[]> hostileLengths();

    /** Whole frames of the allowed size that are no messages. */
    protected List<byte[]> noMessages() {
        return List.of();
    }

    /** The message itself, or what stays of one that reads the receive buffer when that is gone. */
    protected M keep(M message) {
        return message;
    }

    @ParameterizedTest
    @EnumSource
    @Promise("nothing is taken of a frame until all of it is here, and then it is one message")
    protected void c1_takesNothingOfAFrameThatIsNotAllHere(Memory memory) {
        Codec<M> codec = codec();
        byte[] stream = encoded(codec, sample(largestSample(), new Random(1)));
        Receiver<M> receiver = new Receiver<>(codec, this::keep, memory.room(stream.length));
        for (int i = 0; i < stream.length - 1; i++) {
            assertEquals(
                    List.of(),
                    receiver.receive(stream, i, i + 1),
                    "messages after " + (i + 1) + " bytes of " + stream.length);
        }
        assertEquals(
                1, receiver.receive(stream, stream.length - 1, stream.length).size(), "messages when all is here");
    }

    @ParameterizedTest
    @EnumSource
    @Promise("the messages are the same wherever the stream is cut")
    protected void c2_everyCutGivesTheSameMessages(Memory memory) {
        Codec<M> codec = codec();
        List<M> messages = messages(0, 1, 3, 0, 17, Math.min(130, largestSample()), 2);
        byte[] stream = stream(codec, messages);
        for (int cut = 0; cut <= stream.length; cut++) {
            assertReceived(codec, messages, stream, memory, List.of(cut));
        }
    }

    @ParameterizedTest
    @EnumSource
    @Promise("the messages are the same when the stream comes byte by byte")
    protected void c2_theStreamComesByteByByte(Memory memory) {
        Codec<M> codec = codec();
        List<M> messages = messages(2, 0, 0, 1, 40, 7);
        byte[] stream = stream(codec, messages);
        List<Integer> everywhere = IntStream.range(0, stream.length).boxed().toList();
        assertReceived(codec, messages, stream, memory, everywhere);
    }

    @ParameterizedTest
    @EnumSource
    @Promise("the messages are the same in whatever pieces the stream comes")
    protected void c2_theStreamComesInRandomPieces(Memory memory) {
        Codec<M> codec = codec();
        Random random = new Random(2);
        List<M> messages = messages(random.ints(30, 0, largestSample() + 1).toArray());
        byte[] stream = stream(codec, messages);
        for (int round = 0; round < 20; round++) {
            List<Integer> cuts =
                    random.ints(10, 0, stream.length).sorted().boxed().toList();
            assertReceived(codec, messages, stream, memory, cuts);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Promise(
            "a length that is larger than allowed is refused as soon as it is here, with the figure, and nothing is taken")
    protected void c3_moreThanAllowedIsRefused(Memory memory) {
        Codec<M> codec = codec();
        for (byte[] hostile : hostileLengths()) {
            assertTrue(
                    hostile.length <= codec.maximumFrameSize() + 1,
                    "a beginning that is larger than a frame shows nothing");
            ByteBuffer in = memory.of(hostile);
            ByteBuffer before = in.duplicate();
            assertThrows(CodecException.class, () -> codec.frameSize(in), "what is thrown by frameSize");
            CodecException refused = assertThrows(
                    CodecException.class, () -> codec.decode(in, in.duplicate()), "what is thrown by decode");
            String message = String.valueOf(refused.getMessage());
            assertTrue(message.matches(".*\\d.*"), () -> "there is no figure in the message: " + message);
            assertEquals(before.position(), in.position(), "the position afterwards");
            assertEquals(before.limit(), in.limit(), "the limit afterwards");
        }
    }

    @Test
    @Promise("a length that is larger than allowed is refused before memory is taken for it")
    protected void c3_noMemoryIsTakenForAHostileLength() {
        assumeTrue(
                ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                        && threads.isThreadAllocatedMemorySupported(),
                "skipped, since this machine doesn't count what threads allocate");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Codec<M> codec = codec();
        for (byte[] hostile : hostileLengths()) {
            ByteBuffer in = ByteBuffer.wrap(hostile);
            refuse(codec, in); // what is made but once is made now
            long before = threads.getCurrentThreadAllocatedBytes();
            refuse(codec, in);
            long taken = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(
                    taken <= MEMORY_OF_A_REFUSAL,
                    () -> taken + " bytes were allocated to refuse a beginning of " + hostile.length + " bytes");
        }
    }

    private void refuse(Codec<M> codec, ByteBuffer in) {
        assertThrows(CodecException.class, () -> codec.frameSize(in), "what is thrown by frameSize");
        assertThrows(CodecException.class, () -> codec.decode(in, in.duplicate()), "what is thrown by decode");
    }

    @ParameterizedTest
    @EnumSource
    @Promise("what is encoded is as large as announced, stays in its room, and is decoded to an equal message")
    protected void c4_whatIsEncodedIsDecodedAndAsLargeAsAnnounced(Memory memory) {
        Codec<M> codec = codec();
        Random random = new Random(4);
        for (int i = 0; i < SAMPLES; i++) {
            assertComesBack(codec, sample(random.nextInt(largestSample() + 1), random), memory);
        }
        assertComesBack(codec, sample(0, random), memory);
        assertComesBack(codec, sample(largestSample(), random), memory);
    }

    @Test
    @Promise("a message that is too large is refused before it is written, with both figures")
    protected void c4_tooLargeAMessageIsRefusedBeforeItIsWritten() {
        Codec<M> codec = codec();
        M tooLarge = tooLarge();
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> codec.encodedSize(tooLarge), "what is thrown by encodedSize");
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.matches(".*\\d.*\\D.*\\d.*"), () -> "there are no two figures in the message: " + message);
    }

    @ParameterizedTest
    @EnumSource
    @Promise("a frame that is no message is refused, with a reason")
    protected void c5_whatIsNoMessageIsRefused(Memory memory) {
        Codec<M> codec = codec();
        for (byte[] frame : noMessages()) {
            Receiver<M> receiver = new Receiver<>(codec, this::keep, memory.room(frame.length));
            CodecException refused = assertThrows(
                    CodecException.class, () -> receiver.receive(frame, 0, frame.length), "what is thrown by decode");
            assertFalse(String.valueOf(refused.getMessage()).isBlank(), "the message is blank");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Promise("garbage is taken for messages or refused, and does nothing else")
    protected void c5_garbageIsMessagesOrRefusedAndNothingElse(Memory memory) {
        Codec<M> codec = codec();
        Random random = new Random(5);
        for (int round = 0; round < 2 * SAMPLES; round++) {
            byte[] garbage = new byte[random.nextInt(200)];
            random.nextBytes(garbage);
            Receiver<M> receiver = new Receiver<>(codec, this::keep, memory.room(garbage.length));
            try {
                receiver.receive(garbage, 0, garbage.length);
                assertTrue(
                        receiver.waiting() < codec.maximumFrameSize(),
                        "as many bytes as the largest frame has wait for more");
            } catch (CodecException e) {
                assertFalse(String.valueOf(e.getMessage()).isBlank(), "garbage was refused without a reason");
            }
        }
    }

    @Test
    @Promise("one codec serves many threads at once")
    protected void c4_oneCodecServesManyThreads() throws Exception {
        Codec<M> codec = codec();
        CountDownLatch together = new CountDownLatch(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> rounds = IntStream.range(0, THREADS)
                    .<Future<?>>mapToObj(seed -> threads.submit(() -> sendAndReceive(codec, seed, together)))
                    .toList();
            for (Future<?> round : rounds) {
                round.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Object sendAndReceive(Codec<M> codec, int seed, CountDownLatch together) throws InterruptedException {
        together.countDown();
        together.await();
        Random random = new Random(seed);
        for (int i = 0; i < 5 * SAMPLES; i++) {
            assertComesBack(codec, sample(random.nextInt(largestSample() + 1), random), Memory.DIRECT);
        }
        return codec;
    }

    private void assertComesBack(Codec<M> codec, M message, Memory memory) {
        M before = keep(message);
        int size = codec.encodedSize(message);
        assertTrue(
                size <= codec.maximumFrameSize(),
                () -> size + " bytes are announced, and the largest frame has " + codec.maximumFrameSize());
        ByteBuffer out = memory.room(size);
        int start = out.position();
        codec.encode(message, out);
        assertEquals(before, keep(message), "the message after encode");
        assertEquals(0, out.remaining(), "bytes that were announced and not written");
        assertEquals(size, out.position() - start, "bytes written, with the limit changed");
        assertNothingElseWritten(out, start);

        ByteBuffer in = out.position(start);
        M decoded = codec.decode(in, in.duplicate());
        assertTrue(decoded != null, "nothing was made of the whole frame");
        assertEquals(before, keep(decoded), "the message that came back");
        assertEquals(0, in.remaining(), "bytes of the frame that were left");
        assertNull(codec.decode(in, in.duplicate()), "what was made of nothing");
    }

    private static void assertNothingElseWritten(ByteBuffer out, int start) {
        ByteBuffer whole = out.duplicate().clear();
        for (int i = 0; i < whole.capacity(); i++) {
            if (i < start || i >= out.limit()) {
                assertEquals(0, whole.get(i), "encode wrote outside of its room");
            }
        }
    }

    private void assertReceived(Codec<M> codec, List<M> expected, byte[] stream, Memory memory, List<Integer> cuts) {
        Receiver<M> receiver = new Receiver<>(codec, this::keep, memory.room(stream.length));
        List<M> received = new ArrayList<>();
        int from = 0;
        for (int cut : cuts) {
            received.addAll(receiver.receive(stream, from, cut));
            from = cut;
        }
        received.addAll(receiver.receive(stream, from, stream.length));
        assertEquals(expected, received, () -> "the messages when cut at " + cuts);
        assertEquals(0, receiver.waiting(), "bytes that were left");
    }

    private List<M> messages(int... sizes) {
        Random random = new Random(sizes.length);
        return IntStream.of(sizes)
                .mapToObj(size -> sample(Math.min(size, largestSample()), random))
                .toList();
    }

    private byte[] stream(Codec<M> codec, List<M> messages) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        messages.forEach(message -> stream.writeBytes(encoded(codec, message)));
        return stream.toByteArray();
    }

    /** One message as the codec writes it. */
    protected static <M> byte[] encoded(Codec<M> codec, M message) {
        byte[] bytes = new byte[codec.encodedSize(message)];
        codec.encode(message, ByteBuffer.wrap(bytes));
        return bytes;
    }

    /** Bytes written as their values. */
    protected static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
