package io.quayside.api.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What holds for every codec: the laws C1 to C4, and that a codec is used by many threads at once. A codec's author extends
 * it, says how to make the codec and messages for it, and adds what is special about the codec.
 *
 * @param <M> the type of the messages
 */
public abstract class CodecContract<M> {
    private static final int SAMPLES = 200;
    private static final int THREADS = 4;

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
    protected void c1TakesNothingOfAFrameThatIsNotAllHere(Memory memory) {
        Codec<M> codec = codec();
        byte[] stream = encoded(codec, sample(largestSample(), new Random(1)));
        Receiver<M> receiver = new Receiver<>(codec, this::keep, memory.room(stream.length));
        for (int i = 0; i < stream.length - 1; i++) {
            assertEquals(List.of(), receiver.receive(stream, i, i + 1), "a message after " + (i + 1) + " bytes");
        }
        assertEquals(
                1, receiver.receive(stream, stream.length - 1, stream.length).size());
    }

    @ParameterizedTest
    @EnumSource
    protected void c2EveryCutGivesTheSameMessages(Memory memory) {
        Codec<M> codec = codec();
        List<M> messages = messages(0, 1, 3, 0, 17, Math.min(130, largestSample()), 2);
        byte[] stream = stream(codec, messages);
        for (int cut = 0; cut <= stream.length; cut++) {
            assertReceived(codec, messages, stream, memory, List.of(cut));
        }
    }

    @ParameterizedTest
    @EnumSource
    protected void c2TheStreamComesByteByByte(Memory memory) {
        Codec<M> codec = codec();
        List<M> messages = messages(2, 0, 0, 1, 40, 7);
        byte[] stream = stream(codec, messages);
        List<Integer> everywhere = IntStream.range(0, stream.length).boxed().toList();
        assertReceived(codec, messages, stream, memory, everywhere);
    }

    @ParameterizedTest
    @EnumSource
    protected void c2TheStreamComesInRandomPieces(Memory memory) {
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
    protected void c3MoreThanAllowedIsRefused(Memory memory) {
        Codec<M> codec = codec();
        for (byte[] hostile : hostileLengths()) {
            assertTrue(hostile.length <= codec.maximumFrameSize() + 1, "refused too late");
            ByteBuffer in = memory.of(hostile);
            ByteBuffer before = in.duplicate();
            assertThrows(CodecException.class, () -> codec.frameSize(in));
            CodecException refused = assertThrows(CodecException.class, () -> codec.decode(in, in.duplicate()));
            assertTrue(refused.getMessage().matches(".*\\d.*"), "no figure in: " + refused.getMessage());
            assertEquals(before.position(), in.position());
            assertEquals(before.limit(), in.limit());
        }
    }

    @ParameterizedTest
    @EnumSource
    protected void c4WhatIsEncodedIsDecodedAndAsLargeAsAnnounced(Memory memory) {
        Codec<M> codec = codec();
        Random random = new Random(4);
        for (int i = 0; i < SAMPLES; i++) {
            assertComesBack(codec, sample(random.nextInt(largestSample() + 1), random), memory);
        }
        assertComesBack(codec, sample(0, random), memory);
        assertComesBack(codec, sample(largestSample(), random), memory);
    }

    @Test
    protected void c4TooLargeAMessageIsRefusedBeforeItIsWritten() {
        Codec<M> codec = codec();
        M tooLarge = tooLarge();
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> codec.encodedSize(tooLarge));
        assertTrue(refused.getMessage().matches(".*\\d.*\\d.*"), "no two figures in: " + refused.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    protected void c5WhatIsNoMessageIsRefused(Memory memory) {
        Codec<M> codec = codec();
        for (byte[] frame : noMessages()) {
            Receiver<M> receiver = new Receiver<>(codec, this::keep, memory.room(frame.length));
            CodecException refused = assertThrows(CodecException.class, () -> receiver.receive(frame, 0, frame.length));
            assertFalse(refused.getMessage().isBlank());
        }
    }

    @ParameterizedTest
    @EnumSource
    protected void c5GarbageIsMessagesOrRefusedAndNothingElse(Memory memory) {
        Codec<M> codec = codec();
        Random random = new Random(5);
        int refused = 0;
        int taken = 0;
        for (int round = 0; round < 2 * SAMPLES; round++) {
            byte[] garbage = new byte[random.nextInt(200)];
            random.nextBytes(garbage);
            Receiver<M> receiver = new Receiver<>(codec, this::keep, memory.room(garbage.length));
            try {
                receiver.receive(garbage, 0, garbage.length);
                taken++;
                assertTrue(
                        receiver.waiting() < codec.maximumFrameSize(), "as much as a frame waits for the rest of it");
            } catch (CodecException e) {
                refused++;
            }
        }
        assertEquals(2 * SAMPLES, refused + taken);
    }

    @Test
    protected void oneCodecServesManyThreads() throws Exception {
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
        assertTrue(size <= codec.maximumFrameSize(), "larger than the largest");
        ByteBuffer out = memory.room(size);
        int start = out.position();
        codec.encode(message, out);
        assertEquals(before, keep(message), "encode changed the message");
        assertEquals(0, out.remaining(), "C4: not as large as announced");
        assertEquals(size, out.position() - start, "encode changed the limit");
        assertNothingElseWritten(out, start);

        ByteBuffer in = out.position(start);
        M decoded = codec.decode(in, in.duplicate());
        assertEquals(before, keep(decoded), "C4: another message came back");
        assertEquals(0, in.remaining());
        assertNull(codec.decode(in, in.duplicate()));
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
        assertEquals(expected, received, () -> "C2: other messages when cut at " + cuts);
        assertEquals(0, receiver.waiting());
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
