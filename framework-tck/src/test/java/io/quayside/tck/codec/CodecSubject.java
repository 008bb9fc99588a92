package io.quayside.tck.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quayside.api.codec.Codec;
import io.quayside.tck.ContractCheck;
import io.quayside.tck.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of the tests' codec, as the run that selects it wants the codec: sound, or with a fault. */
@ExtendWith(Parameters.class)
final class CodecSubject extends CodecContract<String> {
    private final @Nullable CodecFault fault;

    CodecSubject(Parameters parameters) {
        fault = Optional.ofNullable(parameters.get(ContractCheck.FAULT))
                .map(CodecFault::valueOf)
                .orElse(null);
    }

    @Override
    protected Codec<String> codec() {
        return new FaultyCodec(fault);
    }

    @Override
    protected int largestSample() {
        return FaultyCodec.LARGEST;
    }

    @Override
    protected String sample(int size, Random random) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) random.nextInt(128);
        }
        return new String(bytes, US_ASCII);
    }

    @Override
    protected String tooLarge() {
        return "x".repeat(FaultyCodec.LARGEST + 1);
    }

    @Override
    protected List<byte[]> hostileLengths() {
        return List.of(bytes(0xAD, 0x02));
    }

    @Override
    protected List<byte[]> noMessages() {
        return List.of(bytes(1, 0x80), bytes(3, 'a', 0xFF, 'b'));
    }
}
