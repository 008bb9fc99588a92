package io.quayside.examples.telemetry;

import io.quayside.api.codec.Codec;
import io.quayside.examples.telemetry.Message.Ack;
import io.quayside.examples.telemetry.Message.Alarm;
import io.quayside.examples.telemetry.Message.Query;
import io.quayside.examples.telemetry.Message.Report;
import io.quayside.examples.telemetry.Message.Subscribe;
import io.quayside.examples.telemetry.Message.Summary;
import io.quayside.tck.codec.CodecContract;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Disabled;

/** The laws of codecs, C1 to C5, for this one. Its messages have their sizes by kind: a sample of size n is one of kind n. */
class TelemetryCodecContractTest extends CodecContract<Message> {
    @Override
    protected Codec<Message> codec() {
        return TelemetryCodecProvider.codec();
    }

    @Override
    protected int largestSample() {
        return 5;
    }

    @Override
    protected Message sample(int size, Random random) {
        int device = random.nextInt();
        int sensor = random.nextInt();
        long number = random.nextLong();
        double value = random.nextGaussian();
        return switch (size % 6) {
            case 0 -> new Subscribe();
            case 1 -> new Ack(number);
            case 2 -> new Query(device, sensor);
            case 3 -> new Report(device, sensor, number, random.nextLong(), value);
            case 4 -> new Alarm(device, sensor, number, value);
            default -> new Summary(device, sensor, number, -number, value, -value, 2 * value, value / 3);
        };
    }

    @Override
    protected Message tooLarge() {
        throw new UnsupportedOperationException("there is none");
    }

    @Override
    @Disabled("each kind of message has one size, and none is too large")
    protected void c4_tooLargeAMessageIsRefusedBeforeItIsWritten() {}

    @Override
    protected List<byte[]> hostileLengths() {
        return List.of(bytes(0xFF, 0xFF), bytes(0, TelemetryPayload.LARGEST + 1), bytes(1, 0, 5));
    }

    @Override
    protected List<byte[]> noMessages() {
        return List.of(
                bytes(0, 0),
                bytes(0, 1, 0),
                bytes(0, 1, 7),
                bytes(0, 1, -1),
                bytes(0, 2, 5, 0),
                bytes(0, 8, 2, 0, 0, 0, 0, 0, 0, 0),
                alarm(Double.NaN),
                alarm(Double.NEGATIVE_INFINITY));
    }

    private static byte[] alarm(double value) {
        return ByteBuffer.allocate(27)
                .putShort((short) 25)
                .put((byte) 6)
                .putInt(1)
                .putInt(2)
                .putLong(3)
                .putDouble(value)
                .array();
    }
}
