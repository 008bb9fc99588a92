package io.quayside.examples.telemetry;

import io.quayside.api.codec.CodecException;
import io.quayside.api.codec.Payload;
import io.quayside.examples.telemetry.Message.Ack;
import io.quayside.examples.telemetry.Message.Alarm;
import io.quayside.examples.telemetry.Message.Query;
import io.quayside.examples.telemetry.Message.Report;
import io.quayside.examples.telemetry.Message.Subscribe;
import io.quayside.examples.telemetry.Message.Summary;
import java.nio.ByteBuffer;

/**
 * The inside of a frame: a byte that says what it is, then the fields in the order of the record, big-endian, with 4 bytes for
 * an int and 8 for a long or a double. The framing around it is one of the framework's, and sees to incomplete and too large
 * frames; so all that is left to do here is the layout.
 */
final class TelemetryPayload implements Payload<Message> {
    /** Bytes of the largest payload, a summary. */
    static final int LARGEST = 1 + 2 * 4 + 6 * 8;

    private static final byte REPORT = 1;
    private static final byte ACK = 2;
    private static final byte QUERY = 3;
    private static final byte SUMMARY = 4;
    private static final byte SUBSCRIBE = 5;
    private static final byte ALARM = 6;

    @Override
    public Class<Message> messageType() {
        return Message.class;
    }

    @Override
    public Message decode(ByteBuffer in) {
        if (!in.hasRemaining()) {
            throw new CodecException("a frame of 0 bytes; the least is 1");
        }
        byte kind = in.get(in.position());
        int size = size(kind);
        if (in.remaining() != size) {
            throw new CodecException(
                    "a message of kind " + kind + " has " + in.remaining() + " bytes; it has to have " + size);
        }
        in.get();
        return fields(kind, in);
    }

    private static Message fields(byte kind, ByteBuffer in) {
        return switch (kind) {
            case REPORT -> new Report(in.getInt(), in.getInt(), in.getLong(), in.getLong(), finite(in));
            case ACK -> new Ack(in.getLong());
            case QUERY -> new Query(in.getInt(), in.getInt());
            case SUMMARY ->
                new Summary(
                        in.getInt(),
                        in.getInt(),
                        in.getLong(),
                        in.getLong(),
                        finite(in),
                        finite(in),
                        finite(in),
                        finite(in));
            case SUBSCRIBE -> new Subscribe();
            default -> new Alarm(in.getInt(), in.getInt(), in.getLong(), finite(in));
        };
    }

    /** One value that is no number would make every mean after it none. */
    private static double finite(ByteBuffer in) {
        double value = in.getDouble();
        if (!Double.isFinite(value)) {
            throw new CodecException("a value is " + value + ", and has to be finite");
        }
        return value;
    }

    private static int size(byte kind) {
        return switch (kind) {
            case REPORT -> 1 + 2 * 4 + 3 * 8;
            case ACK -> 1 + 8;
            case QUERY -> 1 + 2 * 4;
            case SUMMARY -> LARGEST;
            case SUBSCRIBE -> 1;
            case ALARM -> 1 + 2 * 4 + 2 * 8;
            default -> throw new CodecException("there are no messages of kind " + kind);
        };
    }

    @Override
    public int encodedSize(Message message) {
        return size(kind(message));
    }

    private static byte kind(Message message) {
        if (message instanceof Report) {
            return REPORT;
        } else if (message instanceof Ack) {
            return ACK;
        } else if (message instanceof Query) {
            return QUERY;
        } else if (message instanceof Summary) {
            return SUMMARY;
        } else if (message instanceof Subscribe) {
            return SUBSCRIBE;
        }
        return ALARM;
    }

    @Override
    public void encode(Message message, ByteBuffer out) {
        out.put(kind(message));
        if (message instanceof Report it) {
            out.putInt(it.device()).putInt(it.sensor()).putLong(it.sequence());
            out.putLong(it.at()).putDouble(it.value());
        } else if (message instanceof Ack it) {
            out.putLong(it.sequence());
        } else if (message instanceof Query it) {
            out.putInt(it.device()).putInt(it.sensor());
        } else if (message instanceof Summary it) {
            out.putInt(it.device()).putInt(it.sensor()).putLong(it.count()).putLong(it.at());
            out.putDouble(it.latest())
                    .putDouble(it.least())
                    .putDouble(it.most())
                    .putDouble(it.mean());
        } else if (message instanceof Alarm it) {
            out.putInt(it.device()).putInt(it.sensor()).putLong(it.at()).putDouble(it.value());
        }
    }
}
