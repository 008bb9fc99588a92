package com.example.room;

import io.quayside.api.codec.FramedCodec;
import io.quayside.api.codec.Framings;
import io.quayside.testkit.ProtocolKit;
import io.quayside.testkit.ProtocolKitTest;
import java.util.List;

class WordProtocolTest extends ProtocolKitTest<String> {
    WordProtocolTest() {
        super(ProtocolKit.of(
                new FramedCodec<>(Framings.lengthField(2, 1000), new WordPayload()),
                List.of("", "a", "hello", "x".repeat(1000))));
    }
}
