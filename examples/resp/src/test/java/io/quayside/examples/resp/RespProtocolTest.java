package io.quayside.examples.resp;

import io.quayside.testkit.ProtocolKit;
import io.quayside.testkit.ProtocolKitTest;
import java.util.List;

/** Cuts, floods, garbage, hostile lengths, resets: all that a stream can go through, with the sessions around the codec. */
class RespProtocolTest extends ProtocolKitTest<Resp> {
    RespProtocolTest() {
        super(ProtocolKit.of(
                new RespCodec(4 << 10),
                List.of(
                        Array.command("PING"),
                        Array.command("SET", "key", "v".repeat(1_000)),
                        Array.of(),
                        Array.of(Nil.NIL, new Whole(-7), Array.of(Bulk.of(""))),
                        Text.OK,
                        Failure.about("ERR no"),
                        new Whole(Long.MIN_VALUE),
                        Nil.NIL)));
    }
}
