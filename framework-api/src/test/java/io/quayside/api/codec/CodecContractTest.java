package io.quayside.api.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** The contract itself: it accepts a sound codec, and rejects those that are broken on purpose. */
class CodecContractTest {
    /** A sound codec, for others to be broken somewhere. */
    private static class Sound implements Codec<String> {
        private final Codec<String> sound = new FramedCodec<>(Framings.varint32(300), new CharsPayload());

        @Override
        public Class<String> messageType() {
            return sound.messageType();
        }

        @Override
        public int maximumFrameSize() {
            return sound.maximumFrameSize();
        }

        @Override
        public String decode(ByteBuffer in, ByteBuffer view) {
            return sound.decode(in, view);
        }

        @Override
        public int frameSize(ByteBuffer in) {
            return sound.frameSize(in);
        }

        @Override
        public int encodedSize(String message) {
            return sound.encodedSize(message);
        }

        @Override
        public void encode(String message, ByteBuffer out) {
            sound.encode(message, out);
        }
    }

    private static final class Contract extends CodecContract<String> {
        private final Codec<String> codec;

        Contract(Codec<String> codec) {
            this.codec = codec;
        }

        @Override
        protected Codec<String> codec() {
            return codec;
        }

        @Override
        protected int largestSample() {
            return 300;
        }

        @Override
        protected String sample(int size, Random random) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            return new String(bytes, ISO_8859_1);
        }

        @Override
        protected String tooLarge() {
            return "x".repeat(301);
        }

        @Override
        protected List<byte[]> hostileLengths() {
            return List.of(bytes(0xAD, 0x02));
        }
    }

    private static void assertRejected(Codec<String> broken, ThrowingConsumer<CodecContract<String>> rule) {
        assertDoesNotThrow(() -> rule.accept(new Contract(new Sound())));
        assertThrows(Throwable.class, () -> rule.accept(new Contract(broken)));
    }

    @Test
    void rejectsWhatTakesAPartOfAFrame() {
        Codec<String> broken = new Sound() {
            @Override
            public String decode(ByteBuffer in, ByteBuffer view) {
                String message = super.decode(in, view);
                if (message == null) {
                    in.position(in.limit());
                }
                return message;
            }
        };
        assertRejected(broken, contract -> contract.c1TakesNothingOfAFrameThatIsNotAllHere(Memory.HEAP));
        assertRejected(broken, contract -> contract.c2EveryCutGivesTheSameMessages(Memory.HEAP));
    }

    @Test
    void rejectsWhatMakesAMessageOfAPartOfAFrame() {
        Codec<String> broken = new Sound() {
            @Override
            public String decode(ByteBuffer in, ByteBuffer view) {
                int size = frameSize(in);
                if (size <= in.remaining()) {
                    return super.decode(in, view);
                }
                in.position(in.limit());
                return "a part";
            }
        };
        assertRejected(broken, contract -> contract.c1TakesNothingOfAFrameThatIsNotAllHere(Memory.DIRECT));
        assertRejected(broken, contract -> contract.c2TheStreamComesInRandomPieces(Memory.DIRECT));
    }

    @Test
    void rejectsWhatLeavesAWholeFrame() {
        Codec<String> broken = new Sound() {
            @Override
            public String decode(ByteBuffer in, ByteBuffer view) {
                return in.remaining() > frameSize(in) ? super.decode(in, view) : null;
            }
        };
        assertRejected(broken, contract -> contract.c2TheStreamComesByteByByte(Memory.HEAP));
    }

    @Test
    void rejectsWhatChangesTheLimit() {
        Codec<String> broken = new Sound() {
            @Override
            public String decode(ByteBuffer in, ByteBuffer view) {
                String message = super.decode(in, view);
                return message == null
                        ? null
                        : message.substring(in.limit(in.position()).remaining());
            }
        };
        assertRejected(broken, contract -> contract.c2EveryCutGivesTheSameMessages(Memory.HEAP));
    }

    @Test
    void rejectsWhatWaitsForMoreThanIsAllowed() {
        Codec<String> broken = new Sound() {
            @Override
            public String decode(ByteBuffer in, ByteBuffer view) {
                return in.remaining() < 10 ? null : super.decode(in, view);
            }
        };
        assertRejected(broken, contract -> contract.c3MoreThanAllowedIsRefused(Memory.HEAP));
    }

    @Test
    void rejectsWhatAnnouncesAnotherSize() {
        Codec<String> broken = new Sound() {
            @Override
            public int encodedSize(String message) {
                return super.encodedSize(message) + 1;
            }
        };
        assertRejected(broken, contract -> contract.c4WhatIsEncodedIsDecodedAndAsLargeAsAnnounced(Memory.HEAP_SLICE));
    }

    @Test
    void rejectsWhatWritesAnotherMessage() {
        Codec<String> broken = new Sound() {
            @Override
            public void encode(String message, ByteBuffer out) {
                super.encode(message.replace('x', 'y'), out);
            }
        };
        assertRejected(broken, contract -> contract.c4WhatIsEncodedIsDecodedAndAsLargeAsAnnounced(Memory.DIRECT));
    }

    @Test
    void rejectsWhatWritesIntoItsNeighboursRoom() {
        Codec<String> broken = new Sound() {
            @Override
            public void encode(String message, ByteBuffer out) {
                out.duplicate().clear().put(0, (byte) 1);
                super.encode(message, out);
            }
        };
        assertRejected(
                broken, contract -> contract.c4WhatIsEncodedIsDecodedAndAsLargeAsAnnounced(Memory.DIRECT_IN_USE));
    }

    @Test
    void rejectsWhatSendsMessagesOfAnySize() {
        Codec<String> broken = new Sound() {
            @Override
            public int encodedSize(String message) {
                return message.length() + 2;
            }
        };
        assertRejected(broken, CodecContract::c4TooLargeAMessageIsRefusedBeforeItIsWritten);
    }

    @Test
    void rejectsWhatFailsInAnotherWay() {
        Codec<String> broken = new Sound() {
            @Override
            public String decode(ByteBuffer in, ByteBuffer view) {
                try {
                    return super.decode(in, view);
                } catch (CodecException e) {
                    throw new IndexOutOfBoundsException(e.getMessage());
                }
            }
        };
        assertRejected(broken, contract -> contract.c5GarbageIsMessagesOrRefusedAndNothingElse(Memory.HEAP));
    }

    @Test
    void rejectsWhatServesOneThreadOnly() {
        AtomicReference<Thread> first = new AtomicReference<>();
        Codec<String> broken = new Sound() {
            @Override
            public int encodedSize(String message) {
                if (!first.compareAndSet(null, Thread.currentThread()) && first.get() != Thread.currentThread()) {
                    throw new IllegalStateException("another thread");
                }
                return super.encodedSize(message);
            }
        };
        assertRejected(broken, CodecContract::oneCodecServesManyThreads);
    }
}
