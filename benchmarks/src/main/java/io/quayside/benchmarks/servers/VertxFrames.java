package io.quayside.benchmarks.servers;

import io.quayside.load.Varint;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;

/**
 * The echo of one Vert.x socket: its record parser hands over the length byte by byte, then as much as it says. Called by the
 * socket's event loop.
 */
final class VertxFrames {
    private final NetSocket socket;
    private final RecordParser parser = RecordParser.newFixed(1);
    private int length;
    private int shift;
    private boolean inPayload;

    VertxFrames(NetSocket socket) {
        this.socket = socket;
    }

    void start() {
        parser.setOutput(this::record);
        socket.exceptionHandler(failure -> socket.close());
        socket.handler(parser);
    }

    private void record(Buffer record) {
        if (inPayload) {
            echo(record);
            return;
        }
        byte next = record.getByte(0);
        length |= (next & 0x7F) << shift;
        shift += 7;
        if (next >= 0 && length > 0) {
            inPayload = true;
            parser.fixedSizeMode(length);
        } else if (next >= 0) {
            echo(Buffer.buffer());
        }
    }

    private void echo(Buffer payload) {
        byte[] prefix = Varint.bytes(length);
        socket.write(Buffer.buffer(prefix.length + length).appendBytes(prefix).appendBuffer(payload));
        length = 0;
        shift = 0;
        inPayload = false;
        parser.fixedSizeMode(1);
    }
}
