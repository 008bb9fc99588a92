package io.quayside.transport.simulated;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.Operation;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.ConnectionHandler;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Posts for one connection and checks what holds always: each context comes back once, in order of its sequence number, no
 * completion inside another of its direction, closed once and last. A law that is broken throws out of the callback, which
 * the network keeps.
 */
class Recorder implements ConnectionHandler {
    final Ledger ledger;
    final Connection connection;
    final List<String> events = new ArrayList<>();
    final ByteArrayOutputStream input = new ByteArrayOutputStream();

    @Nullable Throwable cause;

    private boolean receiving;
    private boolean sending;
    private boolean closed;
    private boolean ended;
    private long nextReceived;
    private long nextSent;

    Recorder(Ledger ledger, Connection connection) {
        this.ledger = ledger;
        this.connection = connection;
    }

    /** Begins to listen to the connection. */
    void start() {
        connection.start(this);
    }

    final boolean receive(int room) {
        IoContext context = ledger.empty(room);
        ledger.posting(context);
        boolean posted = connection.receive(context);
        if (!posted) {
            refused(context);
        }
        return posted;
    }

    /** Posts a receive without a context where the transport lends, and with one where it doesn't. */
    final boolean receiveOrBorrow(int room) {
        return connection.lends() == 0 ? receive(room) : borrow();
    }

    final boolean borrow() {
        ledger.borrowing();
        boolean posted = connection.receive();
        if (!posted) {
            ledger.borrowsNot();
        }
        return posted;
    }

    final boolean send(String... texts) {
        byte[][] chunks = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            chunks[i] = texts[i].getBytes(ISO_8859_1);
        }
        return send(chunks);
    }

    final boolean send(byte[]... chunks) {
        List<IoContext> chain = new ArrayList<>();
        for (byte[] chunk : chunks) {
            IoContext context = ledger.filled(chunk);
            ledger.posting(context);
            if (!chain.isEmpty()) {
                chain.get(chain.size() - 1).next(context);
            }
            chain.add(context);
        }
        boolean posted = connection.send(chain.get(0));
        if (!posted) {
            for (int i = 0; i < chain.size(); i++) {
                IoContext next = i + 1 < chain.size() ? chain.get(i + 1) : null;
                require(chain.get(i).next() == next, "refused, and not chained as it was");
                refused(chain.get(i));
            }
        }
        return posted;
    }

    final boolean isClosed() {
        return closed;
    }

    final boolean sawEnd() {
        return ended;
    }

    /** What was received so far. */
    final String text() {
        return input.toString(ISO_8859_1);
    }

    @Override
    public final void received(IoContext context) {
        begin(Operation.RECEIVE, context);
        require(context.buffer().position() > 0, "nothing received");
        require(context.operation() == Operation.NONE, "the operation is still set");
        require(!ended, "received behind the end");
        ByteBuffer bytes = context.buffer().duplicate().flip();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        input.writeBytes(copy);
        events.add("received " + new String(copy, ISO_8859_1));
        ledger.giveBack(context);
        try {
            onReceived(copy);
        } finally {
            receiving = false;
        }
    }

    @Override
    public final void endOfStream(IoContext context) {
        begin(Operation.RECEIVE, context);
        require(!ended, "a second end");
        ended = true;
        events.add("end");
        ledger.giveBack(context);
        try {
            onEnd();
        } finally {
            receiving = false;
        }
    }

    @Override
    public final void sent(IoContext context) {
        begin(Operation.SEND, context);
        require(!context.buffer().hasRemaining(), "sent, and something remains");
        require(context.operation() == Operation.NONE, "the operation is still set");
        events.add("sent");
        int size = context.buffer().limit();
        ledger.giveBack(context);
        try {
            onSent(size);
        } finally {
            sending = false;
        }
    }

    @Override
    public final void failed(IoContext context, Throwable why) {
        Operation operation = context.operation();
        require(operation != Operation.NONE, "failed, and nobody knows what");
        begin(operation, context);
        events.add("failed " + operation);
        ledger.giveBack(context);
        onFailed();
        if (operation == Operation.SEND) {
            sending = false;
        } else {
            receiving = false;
        }
    }

    @Override
    public final void closed(@Nullable Throwable why) {
        require(!closed, "closed twice");
        require(!receiving && !sending, "closed within a completion");
        closed = true;
        cause = why;
        events.add("closed");
        onClosed();
    }

    void onReceived(byte[] bytes) {}

    void onEnd() {}

    void onSent(int size) {}

    void onFailed() {}

    void onClosed() {}

    private void begin(Operation operation, IoContext context) {
        ledger.back(context);
        require(!closed, "a completion behind closed");
        require(context.next() == null, "still chained");
        boolean send = operation == Operation.SEND;
        require(send ? !sending : !receiving, "completions overlap");
        long expected = send ? nextSent++ : nextReceived++;
        require(context.sequence() == expected, "sequence " + context.sequence() + " in place of " + expected);
        if (send) {
            sending = true;
        } else {
            receiving = true;
        }
    }

    private void refused(IoContext context) {
        require(context.operation() == Operation.NONE, "refused, and marked as posted");
        ledger.back(context);
        ledger.giveBack(context);
    }

    private void require(boolean holds, String violation) {
        if (!holds) {
            throw new AssertionError(violation + ": " + connection + " " + events);
        }
    }
}
