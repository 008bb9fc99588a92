package io.quayside.benchmarks.parts;

import io.quayside.api.codec.Codec;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.SendPrivate;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One message to bytes, and back: a private message of the chat, a line, or bytes, with a text of 64 bytes each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {
    private static final String TEXT = "x".repeat(64);

    /** Id of the codec. */
    @Param({"bytes", "lines", "protobuf"})
    public String codec = "";

    private final ByteBuffer out = ByteBuffer.allocateDirect(4096);
    private final ByteBuffer in = ByteBuffer.allocateDirect(4096);
    private final ByteBuffer view = in.duplicate();
    private Work<?> work = new Work<>(Parts.codec("lines", String.class), TEXT);

    private record Work<M>(Codec<M> codec, M message) {
        int encode(ByteBuffer into) {
            int size = codec.encodedSize(message);
            codec.encode(message, into);
            return size;
        }
    }

    @Setup
    public void encodeOnce() {
        work = switch (codec) {
            case "bytes" -> new Work<>(Parts.codec(codec, ByteBuffer.class), ByteBuffer.allocateDirect(64));
            case "lines" -> new Work<>(Parts.codec(codec, String.class), TEXT);
            default -> new Work<>(Parts.codec(codec, Frame.class), privateMessage());
        };
        work.encode(in);
        in.flip();
    }

    private static Frame privateMessage() {
        SendPrivate text =
                SendPrivate.newBuilder().setTo("somebody").setText(TEXT).build();
        return Frame.newBuilder().setRef(1_000_000).setSendPrivate(text).build();
    }

    @Benchmark
    public int encode() {
        out.clear();
        return work.encode(out);
    }

    @Benchmark
    public Object decode() {
        in.position(0);
        Object message = work.codec().decode(in, view);
        if (message == null) {
            throw new IllegalStateException("not a whole frame");
        }
        return message;
    }
}
