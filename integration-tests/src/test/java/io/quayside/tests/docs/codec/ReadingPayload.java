package io.quayside.tests.docs.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quayside.api.codec.CodecException;
import io.quayside.api.codec.Payload;
import java.nio.ByteBuffer;

/** A reading in a frame: eight bytes of value, then the sensor's name in UTF-8. */
final class ReadingPayload implements Payload<Reading> {
    @Override
    public Class<Reading> messageType() {
        return Reading.class;
    }

    @Override
    public Reading decode(ByteBuffer payload) {
        if (payload.remaining() < Double.BYTES) {
            throw new CodecException(
                    "a reading has at least " + Double.BYTES + " bytes; this one has " + payload.remaining());
        }
        double value = payload.getDouble();
        return new Reading(UTF_8.decode(payload).toString(), value);
    }

    @Override
    public int encodedSize(Reading reading) {
        return Double.BYTES + reading.sensor().getBytes(UTF_8).length;
    }

    @Override
    public void encode(Reading reading, ByteBuffer out) {
        out.putDouble(reading.value()).put(reading.sensor().getBytes(UTF_8));
    }
}
